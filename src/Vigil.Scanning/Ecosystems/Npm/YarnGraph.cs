using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Npm;

/// <summary>Entries of a <c>yarn.lock</c>, found by the descriptors that they satisfy.</summary>
internal sealed class YarnGraph
{
    private readonly List<YarnEntry> _entries = [];

    public void Add(YarnEntry entry) => _entries.Add(entry);

    /// <summary>Gives the packages. Members of the workspace are the project itself; a patched package stands there a second time, under its own name.</summary>
    public void Report(FactSink sink)
    {
        var graph = new DependencyGraph("npm");
        var numbers = new int[_entries.Count];
        var isProject = new bool[_entries.Count];
        var byDescriptor = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var at = 0; at < _entries.Count; at++)
        {
            var entry = _entries[at];
            isProject[at] = Comes(entry, from: "workspace:");
            numbers[at] = isProject[at] || Comes(entry, from: "patch:") ? -1 : graph.Add(new LockedPackage(NameOf(entry), entry.Version));
            foreach (var descriptor in entry.Descriptors)
            {
                byDescriptor[descriptor] = at;
            }
        }

        for (var at = 0; at < _entries.Count; at++)
        {
            foreach (var (name, range) in _entries[at].Needs)
            {
                if ((byDescriptor.TryGetValue($"{name}@{range}", out var found) || byDescriptor.TryGetValue($"{name}@npm:{range}", out found)) && numbers[found] >= 0)
                {
                    AddNeed(graph, isProject[at], numbers[at], numbers[found]);
                }
            }
        }

        graph.Report(sink);
    }

    private static void AddNeed(DependencyGraph graph, bool isProject, int from, int to)
    {
        if (from >= 0)
        {
            graph.AddNeed(from, to);
        }
        else if (isProject)
        {
            graph.AddDirect(to);
        }
    }

    private static bool Comes(YarnEntry entry, string from) =>
        entry.Descriptors.Exists(descriptor => NpmSpecifier.Split(descriptor).Version.StartsWith(from, StringComparison.Ordinal));

    private static string NameOf(YarnEntry entry) =>
        entry.Resolution.Length > 0 ? NpmSpecifier.Split(entry.Resolution).Name : NpmSpecifier.RealName(entry.Descriptors[0]);
}

/// <summary>One entry.</summary>
/// <param name="Descriptors">What it satisfies: <c>name@^1.0.0</c>; at least one.</param>
/// <param name="Resolution">Name and where it comes from (<c>name@npm:1.0.2</c>); empty in version 1.</param>
/// <param name="Version">Its version; empty when it states none.</param>
/// <param name="Needs">Names and ranges that it needs.</param>
internal sealed record YarnEntry(List<string> Descriptors, string Resolution, string Version, List<(string Name, string Range)> Needs);
