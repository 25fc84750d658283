using System.IO.Compression;
using Vigil.Advisories.Feeds;
using Vigil.Domain.Advisories;

namespace Vigil.Tests.Feeds.Support;

/// <summary>A mirror in a temporary directory, and what reading it gives.</summary>
internal sealed class FeedRun : IDisposable, IFeedSink
{
    public string Root { get; } = Directory.CreateTempSubdirectory("vigil-feeds-").FullName;

    public List<Advisory> Advisories { get; } = [];

    public List<ExploitProbability> Probabilities { get; } = [];

    public List<KnownExploitation> Exploitations { get; } = [];

    public List<PublicExploit> Exploits { get; } = [];

    public Advisory Single => Assert.Single(Advisories);

    public FeedRun WithText(string path, string text) => WithBytes(path, System.Text.Encoding.UTF8.GetBytes(text));

    public FeedRun WithBytes(string path, byte[] bytes)
    {
        var full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full) ?? Root);
        File.WriteAllBytes(full, bytes);
        return this;
    }

    public FeedRun WithGzip(string path, string text) => WithBytes(path, Gzip(text));

    public FeedRun WithZip(string path, params (string Name, string Text)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(System.Text.Encoding.UTF8.GetBytes(text));
            }
        }

        return WithBytes(path, bytes.ToArray());
    }

    public IReadOnlyList<SourceReport> Read(string selection = "", FeedLimits? limits = null) =>
        FeedReader.ReadAll(Root, FeedSelection.Of([selection]), this, limits ?? FeedLimits.Default, _ => { }, TestContext.Current.CancellationToken);

    public SourceReport ReadOne(string selection = "", FeedLimits? limits = null) => Assert.Single(Read(selection, limits));

    public void Add(Advisory advisory) => Advisories.Add(advisory);

    public void Add(ExploitProbability probability) => Probabilities.Add(probability);

    public void Add(KnownExploitation exploitation) => Exploitations.Add(exploitation);

    public void Add(PublicExploit exploit) => Exploits.Add(exploit);

    public void Dispose() => Directory.Delete(Root, recursive: true);

    public static byte[] Gzip(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(System.Text.Encoding.UTF8.GetBytes(text));
        }

        return bytes.ToArray();
    }
}
