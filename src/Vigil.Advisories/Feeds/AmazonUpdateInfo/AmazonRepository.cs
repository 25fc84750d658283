using Vigil.Advisories.Feeds.UpdateInfo;

namespace Vigil.Advisories.Feeds.AmazonUpdateInfo;

/// <summary>A repository of Amazon Linux.</summary>
/// <param name="Name">Name as a source: <c>2/core</c>, <c>2/extras/docker</c>, <c>al2023/kernel-livepatch</c>.</param>
/// <param name="Path">Folder that holds a folder for each architecture.</param>
/// <param name="Release">Release of Amazon Linux: <c>1</c>, <c>2</c>, <c>2022</c>, <c>2023</c>.</param>
/// <param name="Topic">The extras topic to which its statements are limited, or empty: only topics rebuild packages that core also has.</param>
internal sealed record AmazonRepository(string Name, string Path, string Release, string Topic)
{
    private const string ExtrasPath = "2/extras";

    /// <summary>Repositories that have no topic.</summary>
    public static IReadOnlyList<AmazonRepository> Fixed { get; } =
    [
        new("al1/updates", "al1/updates", "1", ""),
        new("2/core", "2/core/2.0", "2", ""),
        new("al2022/core", "al2022/core/mirrors/latest", "2022", ""),
        new("al2023/core", "al2023/core/mirrors/latest", "2023", ""),
        new("al2023/kernel-livepatch", "al2023/kernel-livepatch/mirrors/latest", "2023", ""),
    ];

    /// <summary>The repository of an extras topic of Amazon Linux 2.</summary>
    public static AmazonRepository Extras(string topic) => new($"2/extras/{topic}", $"{ExtrasPath}/{topic}/latest", "2", topic);

    /// <summary>The repositories that a folder has.</summary>
    public static IEnumerable<AmazonRepository> In(FeedFolder folder) =>
        Fixed.Concat(folder.Folders(ExtrasPath).Select(Extras)).Where(repository => repository.ArchitecturesIn(folder).Any());

    /// <summary>The architectures for which a folder has the repository.</summary>
    public IEnumerable<string> ArchitecturesIn(FeedFolder folder) => folder.Folders(Path).Where(arch => folder.Has($"{Path}/{arch}/{RepositoryIndex.Path}"));
}
