using System.Text;
using Vigil.Reachability.Packets;

namespace Vigil.Reachability;

/// <summary>Paths as a Mermaid flowchart: requests as full arrows, replies as dotted ones.</summary>
public static class PathDiagram
{
    /// <summary>Most exposures that are drawn: a larger picture shows nothing.</summary>
    public const int MaxExposures = 60;

    /// <summary>Draws exposures; components that paths share are drawn once.</summary>
    public static string Mermaid(IReadOnlyList<Exposure> exposures)
    {
        var nodes = new Dictionary<Component, int>();
        var requests = new Dictionary<(int From, int To), SortedSet<string>>();
        var replies = new HashSet<(int From, int To)>();
        int Node(Component component) => nodes.TryGetValue(component, out var number) ? number : nodes[component] = nodes.Count;
        foreach (var exposure in exposures.Take(MaxExposures))
        {
            var ports = exposure.PortFrom == exposure.PortTo ? $"{exposure.PortFrom}" : $"{exposure.PortFrom}-{exposure.PortTo}";
            foreach (var (from, to) in Pairs(exposure.Path))
            {
                requests.TryAdd((Node(from), Node(to)), new(StringComparer.Ordinal));
                requests[(Node(from), Node(to))].Add($"{ports}/{(exposure.Transport == Transport.Tcp ? "tcp" : "udp")}");
            }

            replies.UnionWith(Pairs(exposure.ReplyPath).Select(pair => (Node(pair.From), Node(pair.To))));
        }

        var diagram = new StringBuilder("flowchart LR\n");
        foreach (var (component, number) in nodes)
        {
            diagram.Append($"  n{number}[\"{Label(component)}\"]\n");
        }

        foreach (var (edge, ports) in requests)
        {
            diagram.Append($"  n{edge.From} -->|{string.Join(" ", ports.Take(8))}{(ports.Count > 8 ? " …" : "")}| n{edge.To}\n");
        }

        foreach (var (from, to) in replies)
        {
            diagram.Append($"  n{from} -.-> n{to}\n");
        }

        return exposures.Count > MaxExposures ? diagram.Append($"  %% {exposures.Count - MaxExposures} more are not drawn\n").ToString() : diagram.ToString();
    }

    private static IEnumerable<(Component From, Component To)> Pairs(IReadOnlyList<Component> path) => path.Zip(path.Skip(1)).Where(pair => pair.First != pair.Second);

    private static string Label(Component component)
    {
        var id = new StringBuilder();
        foreach (var c in component.Id)
        {
            // an id is input: nothing in it may end the label or open a tag
            id.Append(char.IsAsciiLetterOrDigit(c) || c is '-' or '/' or '.' or ':' or '_' ? c : '?');
        }

        return $"{component.Type[(component.Type.LastIndexOf(':') + 1)..]}<br/>{id}";
    }
}
