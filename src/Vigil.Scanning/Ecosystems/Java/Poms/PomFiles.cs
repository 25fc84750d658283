using Vigil.Scanning.Ecosystems.Joining;

namespace Vigil.Scanning.Ecosystems.Java.Poms;

/// <summary>The projects of an artifact, by path and by coordinate.</summary>
internal sealed class PomFiles(IProjectFiles files) : IPomFiles
{
    private Dictionary<MavenCoordinate, (string Path, PomProject Project)>? _byCoordinate;

    /// <inheritdoc/>
    public PomProject? ParentOf(PomProject project, string path, out string parentPath)
    {
        parentPath = Combine(path[..(path.LastIndexOf('/') + 1)], project.ParentPath);
        if (project.ParentPath.Length > 0)
        {
            parentPath = parentPath.EndsWith(".xml", StringComparison.Ordinal) ? parentPath : $"{parentPath.TrimEnd('/')}/pom.xml".TrimStart('/');
            if (files.At<PomFact>(parentPath)?.Project is { } beside && beside.Artifact == project.Parent.Artifact)
            {
                return beside;
            }
        }

        return Find(project.Parent, out parentPath);
    }

    /// <inheritdoc/>
    public PomProject? Find(MavenCoordinate coordinate, out string path)
    {
        (path, var project) = Index().GetValueOrDefault(coordinate);
        path ??= "";
        return project;
    }

    private Dictionary<MavenCoordinate, (string Path, PomProject Project)> Index()
    {
        if (_byCoordinate is null)
        {
            _byCoordinate = [];
            foreach (var (path, fact) in files.All<PomFact>())
            {
                _byCoordinate.TryAdd(fact.Project.OwnCoordinate(), (path, fact.Project));
            }
        }

        return _byCoordinate;
    }

    private static string Combine(string folder, string relative)
    {
        var segments = new List<string>(folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var segment in relative.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment == "..")
            {
                segments.RemoveRange(Math.Max(0, segments.Count - 1), Math.Min(1, segments.Count));
            }
            else if (segment != ".")
            {
                segments.Add(segment);
            }
        }

        return string.Join('/', segments);
    }
}
