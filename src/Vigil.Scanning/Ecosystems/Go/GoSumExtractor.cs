using Vigil.Scanning.Ecosystems.Joining;
using System.Text;
using Vigil.Domain.Packages;
using Vigil.Domain.Versions;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Go;

/// <summary>Reads <c>go.sum</c>, which names every module that was ever looked at. It counts only where <c>go.mod</c> does not name all modules, or is missing.</summary>
internal sealed class GoSumExtractor : IFileExtractor
{
    public string Name => "go.sum";

    public int Version => 1;

    public bool Wants(in FileEntry entry) => entry.FileName.SequenceEqual("go.sum"u8) && entry.Path.IndexOf("pkg/mod/"u8) < 0 && entry.Path.IndexOf("/testdata/"u8) < 0;

    public void Extract(string path, FileContent content, FactSink sink)
    {
        var modules = new HashSet<(string, string)>();
        var lines = new LineReader(content.ReadAll(ScanLimits.Default.MaxFileBytes).Span);
        while (lines.MoveNext())
        {
            if (lines.Line.IsEmpty)
            {
                continue;
            }

            // path, version, checksum
            if (Encoding.UTF8.GetString(lines.Line).Split(' ') is not [{ Length: > 0 } module, { Length: > 0 } version, { Length: > 0 }])
            {
                sink.Report(EcosystemCodes.DamagedFile, path, $"Line {lines.Number} is no module with its checksum.");
            }
            else if (!version.EndsWith("/go.mod", StringComparison.Ordinal))
            {
                // of the others only go.mod was looked at, to choose versions
                modules.Add((module, version));
            }
        }

        sink.Add(new GoChecksums(modules));
    }
}

/// <summary>The modules of a <c>go.sum</c>.</summary>
/// <param name="Modules">All of them, in every version.</param>
internal sealed record GoChecksums(IReadOnlyCollection<(string Path, string Version)> Modules) : ProjectFact
{
    public override IEnumerable<PackageFact> Complete(string path, IProjectFiles files) => files.At<GoProject>(path[..^"sum".Length] + "mod") is null
        ? Newest().Select(module => GoEcosystem.Module(module.Path, module.Version) with { IsLocked = true })
        : [];

    /// <summary>Each module in its newest version, which is the one that Go builds with.</summary>
    public IEnumerable<(string Path, string Version)> Newest()
    {
        _ = VersionSchemes.TryGet("go", out var scheme);
        foreach (var versions in Modules.GroupBy(module => module.Path, StringComparer.Ordinal))
        {
            yield return versions.Aggregate((newest, next) => scheme!.Compare(next.Version, newest.Version) > 0 ? next : newest);
        }
    }
}
