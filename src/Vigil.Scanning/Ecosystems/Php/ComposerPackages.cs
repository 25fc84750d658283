using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Ecosystems.Languages.Documents;

namespace Vigil.Scanning.Ecosystems.Php;

/// <summary>Packages as Composer writes them, in its lock file and beside what it installed.</summary>
internal sealed class ComposerPackages
{
    private readonly Dictionary<string, int> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(int From, DocumentNode Require)> _needs = [];

    public DependencyGraph Graph { get; } = new(PhpEcosystem.Id);

    /// <summary>Adds a list of packages.</summary>
    /// <param name="list">The list.</param>
    /// <param name="isDevelopment">Tells, by its name, whether a package is only there for development.</param>
    public void Add(DocumentNode list, Predicate<string> isDevelopment)
    {
        foreach (var entry in list.Items.Where(entry => entry["name"].Text.Length > 0))
        {
            var name = entry["name"].Text;
            var isDev = isDevelopment(name);
            var number = Graph.Add(new LockedPackage(name, entry["version"].Text)
            {
                Scope = isDev ? DependencyScope.Development : DependencyScope.Runtime,
                Groups = isDev ? ["dev"] : [],
                License = string.Join(" or ", entry["license"].Items.Select(license => license.Text)),
            });
            _byName.TryAdd(name, number);
            _needs.Add((number, entry["require"]));
        }
    }

    /// <summary>Links the packages to what they need.</summary>
    public DependencyGraph Linked()
    {
        foreach (var (from, require) in _needs)
        {
            foreach (var (name, _) in require.Members)
            {
                if (_byName.TryGetValue(name, out var to))
                {
                    Graph.AddNeed(from, to);
                }
            }
        }

        return Graph;
    }
}
