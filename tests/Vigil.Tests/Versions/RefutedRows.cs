namespace Vigil.Tests.Versions;

/// <summary>Rows of the conformance data that the reference tool itself refutes; the evidence is in docs/conformance.md.</summary>
internal static class RefutedRows
{
    public static IReadOnlyList<string> Orders { get; } =
    [
        "rpm: 1:0 < 1",
    ];
}
