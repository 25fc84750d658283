namespace Vigil.Advisories.Feeds.Oval;

/// <summary>Finds OVAL documents in a folder.</summary>
internal static class OvalDocuments
{
    private static readonly string[] Endings = [".xml", ".xml.gz", ".xml.bz2", ".xml.xz"];

    /// <summary>Paths of the documents whose names begin so, in ordinal order.</summary>
    public static IEnumerable<string> In(FeedFolder folder, string relative, string prefix) => folder.Files(relative)
        .Where(file => file.StartsWith(prefix, StringComparison.Ordinal) && Array.Exists(Endings, ending => file.EndsWith(ending, StringComparison.Ordinal)))
        .Select(file => relative.Length > 0 ? $"{relative}/{file}" : file);
}
