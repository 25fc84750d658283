using System.Globalization;
using System.Reflection;
using Vigil.Advisories.Feeds;
using Vigil.Advisories.Feeds.Osv;
using Vigil.Domain.Advisories;

namespace Vigil.Advisories.Shipped;

/// <summary>The small advisory set inside the product, so that it works before its first update (docs/shipped-set.md).</summary>
/// <remarks>Embedded as OSV records, one a line, a file for each span of years; made by <c>eng/shipped-set.py</c>.</remarks>
public static class ShippedSet
{
    /// <summary>Source of its advisories.</summary>
    public const string Source = "shipped";

    private const string Folder = "Shipped/";
    private const string DateFile = Folder + "as-of.txt";

    private static readonly Assembly Home = typeof(ShippedSet).Assembly;

    /// <summary>Names of the embedded files, in ordinal order.</summary>
    public static IReadOnlyList<string> Files { get; } =
    [
        .. Home.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal) && name != DateFile).Order(StringComparer.Ordinal),
    ];

    /// <summary>The day up to which every one of its main sources is known: nothing published later may be expected in it.</summary>
    public static DateOnly AsOf { get; } = ReadDate();

    /// <summary>Opens one of <see cref="Files"/>, or another file that is embedded.</summary>
    public static Stream Open(string file) => Home.GetManifestResourceStream(file) ?? throw new FileNotFoundException($"The product has no '{file}'.");

    /// <summary>Reads all advisories, in the order of the files.</summary>
    public static IEnumerable<Advisory> Read()
    {
        var reader = new OsvAdvisoryReader(Source, FeedLimits.Default, _ => true);
        foreach (var file in Files)
        {
            var content = Load(file);
            for (var at = 0; at < content.Length;)
            {
                var length = content.AsSpan(at).IndexOf((byte)'\n');
                yield return reader.Read(content.AsSpan(at, length));
                at += length + 1;
            }
        }
    }

    private static byte[] Load(string file)
    {
        using var stream = Open(file);
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    private static DateOnly ReadDate()
    {
        using var reader = new StreamReader(Open(DateFile));
        return DateOnly.ParseExact(reader.ReadToEnd().AsSpan().Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
