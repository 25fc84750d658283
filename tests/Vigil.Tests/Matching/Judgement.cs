using Vigil.Advisories.Compilation;
using Vigil.Advisories.Store;
using Vigil.Domain.Advisories;
using Vigil.Domain.Packages;
using Vigil.Domain.Verdicts;
using Vigil.Scanning.Matching;

namespace Vigil.Tests.Matching;

/// <summary>Small generations and packages for the tests of matching.</summary>
internal static class Judgement
{
    public static Advisory Advisory(string id, params AffectedPackage[] affected) => new() { Id = id, Source = "test", Affected = [.. affected] };

    public static Advisory Erratum(string id, string flaw, params AffectedPackage[] affected) =>
        new() { Id = id, Source = "test", Vulnerabilities = [flaw], Affected = [.. affected] };

    public static AffectedPackage Source(string ecosystem, string release, string name, string fix, VendorState state = VendorState.Affected) =>
        Binary(ecosystem, release, name, fix, state) with { NamesSource = true };

    public static AffectedPackage Binary(string ecosystem, string release, string name, string fix, VendorState state = VendorState.Affected) => new()
    {
        Key = new AdvisoryKey(ecosystem, release, name),
        Scheme = ecosystem switch
        {
            "Debian" or "Ubuntu" => "deb",
            "Alpine" => "apk",
            "npm" => "npm",
            _ => "rpm",
        },
        State = state,
        Ranges = fix.Length > 0 ? [new VersionRange("", fix)] : [],
    };

    public static Coordinate Package(string ecosystem, string release, string name, string version) =>
        new() { Ecosystem = ecosystem, Release = release, Name = name, Version = version };

    public static AdvisoryStore Generation(params Advisory[] advisories) => GenerationCompiler.Compile(advisories);

    public static CoordinateVerdicts Judge(Coordinate package, params Advisory[] advisories)
    {
        using var store = Generation(advisories);
        return new Matcher(store).Match(package);
    }

    /// <summary>The fixed version of the only verdict; "-" when there is a verdict without one; <see langword="null"/> when there is no verdict.</summary>
    public static string? FixOf(Coordinate package, params Advisory[] advisories) => Judge(package, advisories).Verdicts switch
    {
        { Count: 0 } => null,
        [{ FixedVersion: "" }] => "-",
        [var verdict] => verdict.FixedVersion,
        _ => "several",
    };
}
