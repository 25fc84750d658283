using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems.Languages;

namespace Vigil.Scanning.Ecosystems.Npm;

/// <summary>The folders of a project, in which names are looked up as node does: in the own <c>node_modules</c>, then in those further up.</summary>
internal sealed class NodeModuleTree
{
    // a made-up tree of deep folders would be walked up for ever; real ones need a few steps a name
    private const int MaxLookups = 10_000_000;

    private readonly List<NodeModule> _modules = [];
    private readonly Dictionary<string, int> _byLocation = new(StringComparer.Ordinal);
    private readonly List<(int Module, string Name, bool IsDevelopment)> _needs = [];
    private int _lookups;

    /// <summary>Texts of the file.</summary>
    public NameSet Names { get; } = new();

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        _modules.Clear();
        _byLocation.Clear();
        _needs.Clear();
    }

    /// <summary>Adds a folder.</summary>
    /// <returns>Its number.</returns>
    public int Add(NodeModule module)
    {
        _byLocation[module.Location] = _modules.Count;
        _modules.Add(module);
        return _modules.Count - 1;
    }

    /// <summary>Notes that the package of a folder asks for another, perhaps only for its own development.</summary>
    public void AddNeed(int module, string name, bool isDevelopment) => _needs.Add((module, name, isDevelopment));

    /// <summary>The packages, without the project itself and without links.</summary>
    public DependencyGraph ToGraph()
    {
        var graph = new DependencyGraph("npm");
        var numbers = new int[_modules.Count];
        var linkNames = LinkNames();
        for (var at = 0; at < _modules.Count; at++)
        {
            var module = _modules[at];
            numbers[at] = IsPackage(module) ? graph.Add(module.ToPackage(linkNames.GetValueOrDefault(module.Location), Names)) : -1;
        }

        foreach (var (module, name, isDevelopment) in _needs)
        {
            if (Find(_modules[module].Location, name) is { } found && numbers[found] >= 0)
            {
                AddNeed(graph, _modules[module], numbers[module], numbers[found], isDevelopment);
            }
        }

        foreach (var target in linkNames.Keys)
        {
            if (_byLocation.TryGetValue(target, out var member) && numbers[member] >= 0)
            {
                graph.AddDirect(numbers[member]);
            }
        }

        return graph;
    }

    private static bool IsPackage(NodeModule module) => module.Location.Length > 0 && !module.IsLink;

    // members of a workspace, by their folders
    private Dictionary<string, string> LinkNames()
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var link in _modules.Where(module => module.IsLink && module.Location.StartsWith(NodeModule.Folder, StringComparison.Ordinal)))
        {
            names[link.Target] = link.Location[NodeModule.Folder.Length..];
        }

        return names;
    }

    private static void AddNeed(DependencyGraph graph, NodeModule module, int from, int to, bool isDevelopment)
    {
        if (from >= 0)
        {
            graph.AddNeed(from, to);
        }
        else if (module.Location.Length == 0)
        {
            graph.AddDirect(to, isDevelopment ? DependencyScope.Development : DependencyScope.Runtime);
        }
    }

    private int? Find(string from, string name)
    {
        var lookup = _byLocation.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> buffer = stackalloc char[512];
        for (var end = from.Length; ; end = from.AsSpan(0, end).LastIndexOf('/') is var slash and > 0 ? slash : 0)
        {
            var length = end + (end > 0 ? 1 : 0) + NodeModule.Folder.Length + name.Length;
            var path = length <= buffer.Length ? buffer[..length] : new char[length];
            _ = path.TryWrite($"{from.AsSpan(0, end)}{(end > 0 ? "/" : "")}{NodeModule.Folder}{name}", out _);
            if (lookup.TryGetValue(path, out var found))
            {
                return Target(found);
            }

            if (end == 0 || ++_lookups > MaxLookups)
            {
                return null;
            }
        }
    }

    private int Target(int at) => _modules[at].IsLink && _byLocation.TryGetValue(_modules[at].Target, out var target) ? target : at;
}
