namespace Vigil.Advisories.Feeds;

/// <summary>Which sources are wanted: all, or those named by their path (<c>osv</c>, <c>osv/Debian</c>, <c>alas/2/extras</c>).</summary>
public sealed class FeedSelection
{
    private readonly string[] _paths;

    private FeedSelection(IEnumerable<string> paths) => _paths = [.. paths];

    /// <summary>Every source of every feed.</summary>
    public static FeedSelection All { get; } = new([]);

    /// <summary>The sources below any of the paths; no path means all.</summary>
    public static FeedSelection Of(IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return new(paths.Select(path => path.Trim('/')).Where(path => path.Length > 0));
    }

    /// <summary>Whether the source itself is wanted: it is one of the paths or below one.</summary>
    public bool Wants(string source) => _paths.Length == 0 || _paths.Any(path => IsBelow(source, path));

    /// <summary>Whether something at or below the path may be wanted, so that it is worth looking there.</summary>
    public bool MayWantBelow(string path) => Wants(path) || _paths.Any(wanted => IsBelow(wanted, path));

    /// <summary>Whether something at or below the path is asked for by name.</summary>
    public bool Names(string path) => _paths.Length > 0 && MayWantBelow(path);

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', _paths);

    private static bool IsBelow(string path, string parent) =>
        path.StartsWith(parent, StringComparison.OrdinalIgnoreCase) && (path.Length == parent.Length || path[parent.Length] == '/');
}
