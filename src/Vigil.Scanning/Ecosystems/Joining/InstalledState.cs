using Vigil.Domain.Advisories;
using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Joining;

/// <summary>
/// What is installed, against which lock files are held: where the packages of a project lie beside its lock file, the lock file only tells more about them.
/// What it names beyond that (for other platforms, for development) is not there.
/// </summary>
internal sealed class InstalledState
{
    private readonly HashSet<(string Kind, string Project)> _projects = [];
    private readonly HashSet<(string Kind, string Name, string Version)> _packages = [];
    private readonly HashSet<(string Kind, string Name)> _names = [];

    public InstalledState(ArtifactView view)
    {
        foreach (var file in view.Files)
        {
            foreach (var fact in file.Facts.OfType<PackageFact>().Where(fact => !fact.IsLocked && EcosystemCatalog.FamilyOf(fact.Kind) is LanguageEcosystem))
            {
                _names.Add((fact.Kind, AdvisoryKeys.NormalizeName(fact.Kind, fact.Name)));
                if (EcosystemCatalog.FamilyOf(fact.Kind).ProjectOf(file.Path) is { } project)
                {
                    _projects.Add((fact.Kind, project));
                    _packages.Add((fact.Kind, fact.Name, fact.Version));
                }
            }
        }
    }

    /// <summary>
    /// Whether a fact counts: it is installed, or nothing is known of what its project has installed. A name without a version says nothing where the package
    /// is there with one.
    /// </summary>
    public bool Holds(PackageFact fact, string path)
    {
        if (!fact.IsLocked)
        {
            return true;
        }

        return fact.Version.Length == 0
            ? !_names.Contains((fact.Kind, AdvisoryKeys.NormalizeName(fact.Kind, fact.Name)))
            : IsInstalled(fact, path);
    }

    private bool IsInstalled(PackageFact fact, string path) =>
        !_projects.Contains((fact.Kind, path[..Math.Max(0, path.LastIndexOf('/'))]))
        || _packages.Contains((fact.Kind, fact.Name, fact.Version));
}
