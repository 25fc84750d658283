using System.Text;
using Vigil.Domain.Purl;
using Vigil.Domain.Versions;
using Vigil.Scanning.Artifacts;
using Vigil.Scanning.Artifacts.Functions;
using Vigil.Scanning.Artifacts.Zip;
using Vigil.Scanning.Ecosystems;
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
    private static readonly ExtractorSet Extractors = new(EcosystemCatalog.Extractors);

    // what is read otherwise while it passes by in a layer
    private static readonly string[] Streamed = ["go-binary", "jar", "program", "rust-binary", "wheel"];

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        .. SingleFile.Types.Select(type => new FuzzTarget(type, FormatSamples.Of(type), (path, bytes) => ReadFile(type, path, new MemoryFile(bytes)))),
        .. Streamed.Select(type => new FuzzTarget($"{type} in a stream", FormatSamples.Of(type), (path, bytes) => ReadStream(type, path, bytes))),
        new("function", [("code.zip", FuzzSamples.Function)], ReadFunction),
        .. FuzzSamples.Sboms.Select(sbom => new FuzzTarget($"sbom {sbom.Format}", [("sbom", sbom.Document)], ReadSbom)),
        new("vex", FuzzSamples.Vex, ReadVex),
        new("policy", [("vigil.yaml", FuzzSamples.Policy)], ReadPolicy),
        new("purl", FuzzSamples.Purls, ReadPurl),
        new("version", FuzzSamples.Versions, ReadVersion),
    ];

    private static string ReadFile(string type, string path, FileContent content)
    {
        foreach (var package in SingleFile.Read(type, path, content, osRelease: "").Packages)
        {
            if (package.Coordinate.Name.Length == 0)
            {
                return "a package has no name";
            }
        }

        return "";
    }

    private static string ReadStream(string type, string path, ReadOnlyMemory<byte> bytes)
    {
        var rest = bytes;
        using var content = new StreamedFile(
            buffer =>
            {
                var count = Math.Min(buffer.Length, rest.Length);
                rest.Span[..count].CopyTo(buffer);
                rest = rest[count..];
                return count;
            },
            bytes.Length,
            ScanLimits.Default.MaxFileBytes);
        return ReadFile(type, path, content);
    }

    private static string ReadFunction(string path, ReadOnlyMemory<byte> bytes)
    {
        var (limits, meter) = (ScanLimits.Default, new ScanMeter(ScanLimits.Default, progress: null));
        var budget = new UnpackingBudget(limits, bytes.Length);
        var layer = new LayerContentsBuilder(meter, limits.MaxDiagnosticsPerCode);
        try
        {
            using var zip = new ZipDirectoryReader(new MemoryFile(bytes), budget);
            new ZipScanner(new LayerScanner(Extractors, new PathAliases(), limits, meter), Extractors, budget, limits, layer).Read(zip, folder: "", CancellationToken.None);
        }
        catch (Exception ex) when (ex is InvalidDataException or ScanLimitException)
        {
            // refused
        }

        layer.Build();
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

    // two lines are compared both ways, by the scheme that their length names
    private static string ReadVersion(string path, ReadOnlyMemory<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes.Span);
        var end = Math.Max(text.IndexOf('\n', StringComparison.Ordinal), 0);
        var (left, right, scheme) = (text[..end], text[end..], VersionSchemes.All[bytes.Length % VersionSchemes.All.Count]);
        return Math.Sign(scheme.Compare(left, right)) == -Math.Sign(scheme.Compare(right, left)) ? "" : $"{scheme.Name} gives no order";
    }
}
