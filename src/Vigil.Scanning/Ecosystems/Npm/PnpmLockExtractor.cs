using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Ecosystems.Languages.Documents;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Npm;

/// <summary>Reads <c>pnpm-lock.yaml</c>, lock file versions 5 to 9.</summary>
/// <remarks>Packages stand under <c>packages</c>; since version 9 their copies, each linked with other peers, stand apart under <c>snapshots</c>.</remarks>
internal sealed class PnpmLockExtractor() : DocumentExtractor("pnpm-lock.yaml", Notation.Yaml)
{
    private static readonly (string Member, DependencyScope Scope)[] Needs =
    [
        ("dependencies", DependencyScope.Runtime),
        ("optionalDependencies", DependencyScope.Runtime),
        ("devDependencies", DependencyScope.Development),
    ];

    protected override void Read(string path, DocumentNode document, FactSink sink)
    {
        if (document.IsMap)
        {
            RequireOneOf(document, "lockfileVersion", "packages");
        }

        var graph = new DependencyGraph("npm");
        var packages = document["packages"];
        var copies = document.Has("snapshots") ? document["snapshots"] : packages;
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (key, copy) in copies.Members)
        {
            var package = PackageOf(key, packages.Has(key) ? packages[key] : packages[PnpmKey.WithoutPeers(key)], copy);
            if (package.Name.Length > 0)
            {
                numbers.TryAdd(key, graph.Add(package));
            }
        }

        foreach (var (key, copy) in copies.Members)
        {
            if (numbers.TryGetValue(key, out var from))
            {
                Visit(copy, numbers, (to, _) => graph.AddNeed(from, to));
            }
        }

        IEnumerable<DocumentNode> projects = document.Has("importers") ? document["importers"].Members.Select(member => member.Value) : [document];
        foreach (var project in projects)
        {
            Visit(project, numbers, graph.AddDirect);
        }

        graph.Report(sink);
    }

    private static LockedPackage PackageOf(string key, DocumentNode entry, DocumentNode copy)
    {
        var (name, version) = PnpmKey.Parse(key);
        var isDevelopment = entry["dev"].IsTrue;
        return new LockedPackage(Stated(entry["name"], name), Stated(entry["version"], version))
        {
            Scope = isDevelopment ? DependencyScope.Development : entry.Has("dev") ? DependencyScope.Runtime : DependencyScope.Unknown,
            Groups = isDevelopment ? ["dev"] : copy["optional"].IsTrue ? ["optional"] : [],
        };
    }

    private static string Stated(DocumentNode node, string otherwise) => node.Text.Length > 0 ? node.Text : otherwise;

    private static void Visit(DocumentNode node, Dictionary<string, int> numbers, Action<int, DependencyScope> found)
    {
        foreach (var (member, scope) in Needs)
        {
            foreach (var (name, value) in node[member].Members)
            {
                // since version 6 a project states {specifier, version}
                foreach (var key in PnpmKey.Candidates(name, value.IsMap ? value["version"].Text : value.Text))
                {
                    if (numbers.TryGetValue(key, out var to))
                    {
                        found(to, scope);
                        break;
                    }
                }
            }
        }
    }
}
