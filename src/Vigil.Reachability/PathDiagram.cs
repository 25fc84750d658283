using System.Globalization;
using System.Text;
using Vigil.Reachability.Packets;

namespace Vigil.Reachability;

/// <summary>Paths as a Mermaid flowchart: requests as full arrows, replies as dotted ones.</summary>
public static class PathDiagram
{
    /// <summary>Most exposures that are drawn: a larger picture shows nothing.</summary>
    public const int MaxExposures = 60;

    private const int MaxLabels = 8;

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

        List<string> lines =
        [
            "flowchart LR",
            .. nodes.Select(node => Line($"  n{node.Value}[\"{Label(node.Key)}\"]")),
            .. requests.Select(edge => Line($"  n{edge.Key.From} -->|{string.Join(' ', edge.Value.Take(MaxLabels))}{(edge.Value.Count > MaxLabels ? " …" : "")}| n{edge.Key.To}")),
            .. replies.Select(edge => Line($"  n{edge.From} -.-> n{edge.To}")),
            .. exposures.Count == 0 ? ["  %% nothing is open"] : Array.Empty<string>(),
            .. exposures.Count > MaxExposures ? [Line($"  %% {exposures.Count - MaxExposures} more are not drawn")] : Array.Empty<string>(),
        ];
        return string.Join('\n', lines) + '\n';
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<(Component From, Component To)> Pairs(IReadOnlyList<Component> path) => path.Zip(path.Skip(1)).Where(pair => pair.First != pair.Second);

    private static string Label(Component component)
    {
        var id = new StringBuilder();
        foreach (var c in Component.ShortIdOf(component.Id))
        {
            // an id is input: nothing in it may end the label or open a tag
            id.Append(char.IsAsciiLetterOrDigit(c) || c is '-' or '/' or '.' or ':' or '_' ? c : '?');
        }

        return $"{component.Type[(component.Type.LastIndexOf(':') + 1)..]}<br/>{id}";
    }
}
