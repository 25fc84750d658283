using Vigil.Scanning.Artifacts;

namespace Vigil.Scanning.Extraction;

/// <summary>The symbolic links of a tree, and where paths lead through them. The root is a wall: <c>..</c> stops there, absolute targets start there.</summary>
internal sealed class LinkTable(int maxDepth)
{
    private readonly Dictionary<string, EntryLink> _links = new(StringComparer.Ordinal);

    /// <summary>The links by their paths, which lead through no other link.</summary>
    public IReadOnlyDictionary<string, EntryLink> Links => _links;

    /// <summary>Adds or replaces one.</summary>
    public void Set(string path, EntryLink link) => _links[path] = link;

    /// <summary>Takes one out.</summary>
    public void Remove(string path) => _links.Remove(path);

    /// <summary>Where a path leads when every link on it is followed, the last segment too.</summary>
    /// <returns>A path without links; <see langword="null"/> when the links run in a circle or are too many.</returns>
    public string? Resolve(string path) => Resolve(path, followLast: true);

    /// <summary>Where an entry lies: links of its parents are followed, its own name is not.</summary>
    /// <inheritdoc cref="Resolve(string)"/>
    public string? ResolveParents(string path) => Resolve(path, followLast: false);

    /// <summary>Follows the links of a path, of which a function tells the targets.</summary>
    /// <param name="path">Path from the root.</param>
    /// <param name="followLast">Whether the last segment is followed too.</param>
    /// <param name="maxDepth">Links followed at most.</param>
    /// <param name="targetOf">The target of the link at a path without links before its last segment; <see langword="null"/> when it is no link.</param>
    /// <inheritdoc cref="Resolve(string)" path="/returns"/>
    public static string? Resolve(string path, bool followLast, int maxDepth, Func<string, string?> targetOf)
    {
        var done = new List<string>();
        var rest = new Stack<string>(path.Split('/').Reverse());
        var followed = 0;
        while (rest.TryPop(out var segment))
        {
            if (segment is "" or ".")
            {
                continue;
            }

            if (segment == "..")
            {
                done.RemoveRange(Math.Max(0, done.Count - 1), Math.Min(1, done.Count));
                continue;
            }

            done.Add(segment);
            if ((rest.Count == 0 && !followLast) || targetOf(string.Join('/', done)) is not { } target)
            {
                continue;
            }

            if (++followed > maxDepth)
            {
                return null;
            }

            done.RemoveRange(target.StartsWith('/') ? 0 : done.Count - 1, target.StartsWith('/') ? done.Count : 1);
            foreach (var next in target.Split('/').Reverse())
            {
                rest.Push(next);
            }
        }

        return string.Join('/', done);
    }

    private string? Resolve(string path, bool followLast) =>
        _links.Count == 0 ? path : Resolve(path, followLast, maxDepth, at => _links.TryGetValue(at, out var link) ? link.Target : null);
}
