using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Joining;

/// <summary>The project facts of visible files, by path.</summary>
internal sealed class ProjectFiles : IProjectFiles
{
    private readonly SortedDictionary<string, IReadOnlyList<FileFact>> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, object> _byKind = [];

    private ProjectFiles(IEnumerable<VisibleFile> files)
    {
        foreach (var file in files)
        {
            _files[file.Path] = file.Facts;
        }
    }

    /// <summary>The view with packages in the place of what only told of projects.</summary>
    public static ArtifactView Complete(ArtifactView view)
    {
        var files = new ProjectFiles(view.Files.Where(TellsProject));
        return files._files.Count == 0 ? view : view with { Files = [.. view.Files.Select(file => TellsProject(file) ? files.Complete(file) : file)] };
    }

    /// <summary>The packages of one file that is read by itself.</summary>
    public static IEnumerable<PackageFact> Complete(string path, IReadOnlyList<FileFact> facts)
    {
        var file = new VisibleFile(path, facts, LayerDiffId: "", Earlier: []);
        return new ProjectFiles([file]).Complete(file).Facts.OfType<PackageFact>();
    }

    /// <inheritdoc/>
    public T? At<T>(string path)
        where T : ProjectFact => _files.TryGetValue(path, out var facts) ? facts.OfType<T>().FirstOrDefault() : null;

    /// <inheritdoc/>
    public IReadOnlyList<(string Path, T Fact)> All<T>()
        where T : ProjectFact
    {
        if (!_byKind.TryGetValue(typeof(T), out var known))
        {
            _byKind.Add(typeof(T), known = (IReadOnlyList<(string, T)>)[.. _files.SelectMany(file => file.Value.OfType<T>().Select(fact => (file.Key, fact)))]);
        }

        return (IReadOnlyList<(string, T)>)known;
    }

    private static bool TellsProject(VisibleFile file) => file.Facts.Any(fact => fact is ProjectFact);

    private VisibleFile Complete(VisibleFile file) => file with
    {
        Facts = [.. file.Facts.SelectMany<FileFact, FileFact>(fact => fact is ProjectFact project ? project.Complete(file.Path, this) : (IEnumerable<FileFact>)[fact])],
    };
}
