namespace Vigil.Scanning.Ecosystems.Rpm;

/// <summary>What the file name of a source rpm says: <c>name-version-release.src.rpm</c>.</summary>
/// <param name="Name">Name of the source package; empty where the text is no such name.</param>
/// <param name="Version"><c>version-release</c>; empty where the text is no such name.</param>
internal readonly record struct SourceRpm(string Name, string Version)
{
    public static SourceRpm Parse(string fileName)
    {
        var end = fileName.EndsWith(".nosrc.rpm", StringComparison.Ordinal) ? fileName.Length - 10
            : fileName.EndsWith(".src.rpm", StringComparison.Ordinal) ? fileName.Length - 8
            : -1;
        var release = end <= 0 ? -1 : fileName.LastIndexOf('-', end - 1);
        var version = release <= 0 ? -1 : fileName.LastIndexOf('-', release - 1);
        return version <= 0 ? new SourceRpm("", "") : new SourceRpm(fileName[..version], fileName[(version + 1)..end]);
    }
}
