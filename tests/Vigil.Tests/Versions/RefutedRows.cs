namespace Vigil.Tests.Versions;

/// <summary>Rows of the conformance data that the reference tool itself refutes; the evidence is in docs/conformance.md.</summary>
internal static class RefutedRows
{
    public static IReadOnlyList<string> Orders { get; } =
    [
        "rpm: 1:0 < 1",
        "packagist: v4-beta4 < v4.0-alpha",
        "packagist: v1.9.0-ALPHA.1 = v1.9.0-BETA.1",
        "packagist: v6.6 < v6.6.0-beta",
        "packagist: 1.2.3.# = 1.2.3.1",
        "maven: 2.9.0-1 < 2.9.0.RC1",
        "maven: 1.2.50.sec10 < 1.2.50_noneautotype",
        "maven: 1.2.60.sec10 < 1.2.60_noneautotype",
        "maven: 1.5.9.RC1 < 1.5.9-RC0",
        "maven: 12.10.2 = 12.10.2.jre11",
    ];

    public static IReadOnlyList<string> Ranges { get; } =
    [
        "rpm: 8.3.1-5.el8.0.0 in > 0:8.3.1-5.el8",
    ];
}
