using Vigil.Scanning.Ecosystems.Joining;
using System.Globalization;
using Vigil.Domain.Packages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Go;

/// <summary>Reads <c>go.mod</c>: of a project what it asks for, of a module in Go's cache the module itself.</summary>
internal sealed class GoModExtractor : IFileExtractor
{
    public string Name => "go.mod";

    public int Version => 1;

    public bool Wants(in FileEntry entry) => entry.FileName.SequenceEqual("go.mod"u8) && entry.Path.IndexOf("/testdata/"u8) < 0;

    public void Extract(string path, FileContent content, FactSink sink)
    {
        if (ModuleCache.IsWithin(path))
        {
            if (ModuleCache.TryGetModule(path, out var module))
            {
                sink.Add(module);
            }

            return;
        }

        sink.Add(new GoProject(GoModFile.Read(content.ReadAll(ScanLimits.Default.MaxFileBytes).Span)));
    }
}

/// <summary>A project in Go.</summary>
/// <param name="File">Its <c>go.mod</c>.</param>
internal sealed record GoProject(GoModFile File) : ProjectFact
{
    // since these versions go.mod names all modules, and the version of Go in it is the oldest that builds the project
    private static readonly (int Major, int Minor) NamesAll = (1, 17), StatesMinimum = (1, 21);

    public override IEnumerable<PackageFact> Complete(string path, IProjectFiles files)
    {
        if (Library() is { } library)
        {
            yield return library with { IsLocked = true };
        }

        foreach (var (name, version, isIndirect) in File.Modules)
        {
            yield return GoEcosystem.Module(name, version) with
            {
                IsLocked = true,
                Dependency = new Dependency { Relation = isIndirect ? DependencyRelation.Transitive : DependencyRelation.Direct, Scope = DependencyScope.Runtime },
            };
        }

        if (!IsAtLeast(NamesAll) && files.At<GoChecksums>(path[..^"mod".Length] + "sum") is { } sums)
        {
            foreach (var (name, version) in sums.Newest().Where(module => !File.Requires(module.Path)))
            {
                yield return GoEcosystem.Module(name, version) with { IsLocked = true, Dependency = new Dependency { Relation = DependencyRelation.Transitive } };
            }
        }
    }

    private PackageFact? Library() =>
        File.Toolchain.StartsWith("go1", StringComparison.Ordinal) ? GoEcosystem.Library(File.Toolchain)
        : IsAtLeast(StatesMinimum) ? GoEcosystem.Library(File.GoVersion) : null;

    private bool IsAtLeast((int Major, int Minor) version)
    {
        var parts = File.GoVersion.Split('.');
        var minor = parts.Length > 1 ? new string([.. parts[1].TakeWhile(char.IsAsciiDigit)]) : "";
        return int.TryParse(parts[0], CultureInfo.InvariantCulture, out var major) && int.TryParse(minor, CultureInfo.InvariantCulture, out var number) && (major, number).CompareTo(version) >= 0;
    }
}
