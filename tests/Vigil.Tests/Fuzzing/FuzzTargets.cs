using System.Text;
using Vigil.Domain.Purl;
using Vigil.Domain.Versions;
using Vigil.Scanning.Artifacts;
using Vigil.Scanning.Ecosystems.Joining;
using Vigil.Scanning.Extraction;
using Vigil.Scanning.Policies;
using Vigil.Scanning.Sbom;
using Vigil.Scanning.Sbom.Reading;
using Vigil.Scanning.Vex;
using Vigil.Tests.Support;

namespace Vigil.Tests.Fuzzing;

/// <summary>All parsers of what is scanned, one line each.</summary>
internal static class FuzzTargets
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        .. SingleFile.Types.Select(type => new FuzzTarget(type, FormatSamples.Of(type), (path, bytes) => ReadFile(type, path, bytes))),
        .. FuzzSamples.Sboms.Select(sbom => new FuzzTarget($"sbom {sbom.Format}", [("sbom", sbom.Document)], ReadSbom)),
        new("vex", FuzzSamples.Vex, ReadVex),
        new("policy", [("vigil.yaml", FuzzSamples.Policy)], ReadPolicy),
        new("purl", FuzzSamples.Purls, ReadPurl),
        new("version", FuzzSamples.Versions, ReadVersion),
    ];

    private static string ReadFile(string type, string path, ReadOnlyMemory<byte> bytes)
    {
        foreach (var package in SingleFile.Read(type, path, new MemoryFile(bytes), osRelease: "").Packages)
        {
            if (package.Coordinate.Name.Length == 0)
            {
                return "a package has no name";
            }
        }

        return "";
    }

    private static string ReadSbom(string path, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return SbomReader.Read(path, bytes.ToArray(), ScanLimits.Default).Packages.Items.Any(package => package.Evidence.IsEmpty) ? "a package has no evidence" : "";
        }
        catch (ArtifactException)
        {
            return "";
        }
    }

    private static string ReadVex(string path, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return VexReader.Read(path, bytes).Any(statement => statement.Vulnerabilities.IsEmpty) ? "a statement is about no flaw" : "";
        }
        catch (FormatException)
        {
            return "";
        }
    }

    private static string ReadPolicy(string path, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return PolicyReader.Read(path, Encoding.UTF8.GetString(bytes.Span)).Ignores.Any(rule => rule.Reason.Length == 0) ? "a rule has no reason" : "";
        }
        catch (FormatException)
        {
            return "";
        }
    }

    private static string ReadPurl(string path, ReadOnlyMemory<byte> bytes)
    {
        if (!PackageUrl.TryParse(Encoding.UTF8.GetString(bytes.Span), out var purl, out var error))
        {
            return error.Length == 0 ? "no reason is given" : "";
        }

        return PackageUrl.TryParse(purl.ToString(), out var again, out _) && again == purl ? "" : $"{purl} is not read as it is written";
    }

    // each of two lines is compared with the other by every scheme
    private static string ReadVersion(string path, ReadOnlyMemory<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes.Span);
        var end = Math.Max(text.IndexOf('\n', StringComparison.Ordinal), 0);
        var left = text.AsSpan(0, end);
        var right = text.AsSpan(end);
        foreach (var scheme in VersionSchemes.All)
        {
            if (Math.Sign(scheme.Compare(left, right)) != -Math.Sign(scheme.Compare(right, left)))
            {
                return $"{scheme.Name} gives no order";
            }
        }

        return "";
    }
}
