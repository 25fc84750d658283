using System.Runtime.CompilerServices;

namespace Vigil.Scanning.Ecosystems.Java.Poms;

/// <summary>What a project needs once parents, imported lists and variables are put in, as far as their files are there.</summary>
/// <seealso href="https://maven.apache.org/guides/introduction/introduction-to-dependency-mechanism.html"/>
internal sealed class PomModel
{
    private const int MaxParents = 32, MaxImports = 64;

    private readonly List<PomProject> _chain;
    private readonly PomVariables _variables;
    private readonly Dictionary<string, PomDependency> _managed = new(StringComparer.Ordinal);

    /// <summary>Puts a project together.</summary>
    /// <param name="project">The project.</param>
    /// <param name="path">Where its file lies.</param>
    /// <param name="files">The other projects that are there.</param>
    public PomModel(PomProject project, string path, IPomFiles files)
        : this(project, path, files, new StrongBox<int>(MaxImports))
    {
    }

    private PomModel(PomProject project, string path, IPomFiles files, StrongBox<int> importsLeft)
    {
        _chain = [project];
        while (_chain.Count < MaxParents && _chain[^1].Parent.Artifact.Length > 0 && files.ParentOf(_chain[^1], path, out path) is { } parent && !_chain.Contains(parent))
        {
            _chain.Add(parent);
        }

        _variables = new PomVariables(_chain);

        // the nearest statement counts, and what is stated counts before what is imported
        foreach (var member in _chain)
        {
            Manage(member.Managed.Where(managed => !managed.IsImport));
        }

        foreach (var import in _chain.SelectMany(member => member.Managed).Where(managed => managed.IsImport))
        {
            Import(import, files, importsLeft);
        }
    }

    /// <summary>The dependencies of the project and its parents; a version that cannot be told is empty.</summary>
    public IEnumerable<PomDependency> Dependencies()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var stated in _chain.SelectMany(member => member.Dependencies))
        {
            var dependency = Expand(stated);
            if (dependency.Group.Length == 0 || dependency.Artifact.Length == 0 || !seen.Add(Key(dependency)))
            {
                continue;
            }

            var managed = _managed.GetValueOrDefault(Key(dependency), dependency);
            yield return dependency with
            {
                Version = VersionOf(dependency.Version.Length > 0 ? dependency.Version : managed.Version),
                Scope = dependency.Scope.Length > 0 ? dependency.Scope : managed.Scope,
            };
        }
    }

    // a range cannot be resolved without asking a repository: its lower bound is a version that satisfies it, where it is part of it
    private static string VersionOf(string version)
    {
        if (version.Length == 0 || version[0] is not ('[' or '('))
        {
            return version.Contains("${", StringComparison.Ordinal) ? "" : version;
        }

        var bounds = version.Split(',').Select(bound => bound.Trim(' ', '[', '(', ']', ')')).ToArray();
        return bounds[0].Length > 0 ? bounds[0] : bounds.Length > 1 ? bounds[1] : "";
    }

    private void Import(PomDependency import, IPomFiles files, StrongBox<int> importsLeft)
    {
        var wanted = Expand(import);
        if (importsLeft.Value-- > 0 && files.Find(new MavenCoordinate(wanted.Group, wanted.Artifact, wanted.Version), out var path) is { } bom)
        {
            // it is a project of its own, with parents and variables of its own
            foreach (var managed in new PomModel(bom, path, files, importsLeft)._managed)
            {
                _managed.TryAdd(managed.Key, managed.Value);
            }
        }
    }

    private void Manage(IEnumerable<PomDependency> stated)
    {
        foreach (var dependency in stated.Select(Expand))
        {
            _managed.TryAdd(Key(dependency), dependency);
        }
    }

    private PomDependency Expand(PomDependency stated) => stated with
    {
        Group = _variables.Expand(stated.Group),
        Artifact = _variables.Expand(stated.Artifact),
        Version = _variables.Expand(stated.Version),
        Scope = _variables.Expand(stated.Scope),
    };

    private static string Key(PomDependency dependency) => $"{dependency.Group}:{dependency.Artifact}";
}
