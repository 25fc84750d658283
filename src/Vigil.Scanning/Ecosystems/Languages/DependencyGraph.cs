using Vigil.Domain.Packages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Languages;

/// <summary>The packages of one lock file and who needs whom: tells direct from transitive, and the shortest way from the project to each package.</summary>
/// <param name="kind">Kind of the facts.</param>
internal sealed class DependencyGraph(string kind)
{
    private readonly List<LockedPackage> _packages = [];
    private readonly List<(int From, int To)> _needs = [];
    private readonly List<(int To, DependencyScope Scope)> _roots = [];
    private readonly HashSet<int> _indirect = [];

    /// <summary>Adds a package.</summary>
    /// <returns>Its number.</returns>
    public int Add(LockedPackage package)
    {
        _packages.Add(package);
        return _packages.Count - 1;
    }

    /// <summary>Notes that a package needs another.</summary>
    public void AddNeed(int from, int to) => _needs.Add((from, to));

    /// <summary>Notes that the project itself asks for a package.</summary>
    /// <param name="to">The package.</param>
    /// <param name="scope">What for; what only such packages need is needed for the same.</param>
    public void AddDirect(int to, DependencyScope scope = DependencyScope.Unknown) => _roots.Add((to, scope));

    /// <summary>Notes that something beside the packages needs one, such as another project: the project itself does not ask for it.</summary>
    public void AddIndirect(int to) => _indirect.Add(to);

    /// <summary>Gives each distinct package once.</summary>
    /// <param name="sink">Takes the packages.</param>
    /// <param name="isLocked">Whether the file only says what is to be installed.</param>
    public void Report(FactSink sink, bool isLocked = true)
    {
        var (needed, starts) = Adjacency();
        var ways = new DependencyWays(_packages, Parents(needed, starts));
        var scopes = Scopes(needed, starts);
        var isDirect = new bool[_packages.Count];
        foreach (var (to, _) in _roots)
        {
            isDirect[to] = true;
        }

        var dependencies = new Dictionary<(string Name, string Version), (int First, Dependency Dependency)>(_packages.Count);
        for (var at = 0; at < _packages.Count; at++)
        {
            var package = _packages[at];
            if (package.Name.AsSpan().Trim('/').IsEmpty)
            {
                continue; // an entry without a name is no package
            }

            var key = (package.Name, package.Version);
            var dependency = Of(at, isDirect[at], scopes[at], ways);
            dependencies[key] = dependencies.TryGetValue(key, out var known) ? (known.First, known.Dependency.And(dependency)) : (at, dependency);
        }

        foreach (var (first, dependency) in dependencies.Values)
        {
            var package = _packages[first];
            sink.Add(new PackageFact
            {
                Kind = kind,
                Name = package.Name,
                Version = package.Version,
                License = package.License,
                Qualifiers = package.Qualifiers,
                Dependency = dependency,
                IsLocked = isLocked,
            });
        }
    }

    private Dependency Of(int at, bool isDirect, DependencyScope reached, DependencyWays ways)
    {
        var package = _packages[at];
        var isNeeded = ways.Leads(at) || _indirect.Contains(at);
        var scope = package.Scope != DependencyScope.Unknown ? package.Scope : reached;
        if (!isDirect && !isNeeded && scope == DependencyScope.Unknown && package.Groups.IsEmpty)
        {
            return Dependency.Unknown;
        }

        return new Dependency
        {
            Relation = isDirect ? DependencyRelation.Direct : isNeeded ? DependencyRelation.Transitive : DependencyRelation.Unknown,
            Scope = scope,
            Groups = package.Groups,
            Path = isDirect ? [] : ways.To(at),
        };
    }

    // what each package needs, one package after the other
    private (int[] Needed, int[] Starts) Adjacency()
    {
        var starts = new int[_packages.Count + 1];
        foreach (var (from, _) in _needs)
        {
            starts[from + 1]++;
        }

        for (var at = 1; at < starts.Length; at++)
        {
            starts[at] += starts[at - 1];
        }

        var next = starts.ToArray();
        var needed = new int[_needs.Count];
        foreach (var (from, to) in _needs)
        {
            needed[next[from]++] = to;
        }

        return (needed, starts);
    }

    // breadth first: of the ways to a package the shortest
    private int[] Parents(int[] needed, int[] starts)
    {
        var parents = new int[_packages.Count];
        Array.Fill(parents, -1);
        var seen = new bool[_packages.Count];
        var queue = new Queue<int>();
        foreach (var (to, _) in _roots)
        {
            if (!seen[to])
            {
                seen[to] = true;
                queue.Enqueue(to);
            }
        }

        while (queue.TryDequeue(out var at))
        {
            foreach (var to in needed.AsSpan(starts[at]..starts[at + 1]))
            {
                if (!seen[to])
                {
                    seen[to] = true;
                    parents[to] = at;
                    queue.Enqueue(to);
                }
            }
        }

        return parents;
    }

    private DependencyScope[] Scopes(int[] needed, int[] starts)
    {
        var scopes = new DependencyScope[_packages.Count];
        var stack = new Stack<int>();
        foreach (var scope in (ReadOnlySpan<DependencyScope>)[DependencyScope.Runtime, DependencyScope.Development])
        {
            foreach (var (to, _) in _roots.Where(root => root.Scope == scope))
            {
                stack.Push(to);
            }

            while (stack.TryPop(out var at))
            {
                if (scopes[at] != DependencyScope.Unknown)
                {
                    continue;
                }

                scopes[at] = scope;
                foreach (var to in needed.AsSpan(starts[at]..starts[at + 1]))
                {
                    stack.Push(to);
                }
            }
        }

        return scopes;
    }
}
