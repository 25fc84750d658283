using System.Buffers;

namespace Vigil.Scanning.Ecosystems.Java;

/// <summary>
/// What an archive without Maven's metadata most likely is, by its manifest and its file name. No more than a well-founded guess: what it finds is marked so.
/// </summary>
internal static class JarIdentity
{
    private static readonly SearchValues<char> ArtifactCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");
    private static readonly SearchValues<char> GroupCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    /// <summary>Attributes that state the version, the best first.</summary>
    private static readonly string[] Versions = ["Implementation-Version", "Bundle-Version", "Specification-Version"];

    /// <summary>Attributes that state the group, or the group and the artifact, the best first.</summary>
    private static readonly string[] Groups =
        ["Implementation-Vendor-Id", "Bundle-SymbolicName", "Automatic-Module-Name", "Extension-Name", "Implementation-Title"];

    /// <summary>Guesses.</summary>
    /// <returns>A coordinate, incomplete when too little is known.</returns>
    public static MavenCoordinate Guess(JarManifest manifest, string path)
    {
        var file = JarFileName.Parse(path);
        var version = VersionIn(file, VersionOf(manifest));
        if (TitleCoordinate(manifest) is { } stated)
        {
            return stated with { Version = version };
        }

        var artifact = file.Version.Length > 0 || KnownGroups.Of(file.Artifact).Length > 0 ? file.Artifact : ArtifactOf(manifest, file.Artifact);
        var group = KnownGroups.Of(artifact) is { Length: > 0 } known ? known : GroupOf(manifest, artifact);

        // old libraries have groups that are called like themselves
        return new MavenCoordinate(group.Length > 0 || file.Version.Length == 0 ? group : artifact, artifact, version);
    }

    // the name counts, but for a number that is none of the version: freemarker-17.jar, which states 2.3.31, is the one for Java 17
    private static string VersionIn(JarFileName file, string stated)
    {
        var isOfAnother = !file.Version.Contains('.', StringComparison.Ordinal) && stated.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot
            && !stated.AsSpan(0, dot).SequenceEqual(file.Version);
        return file.Version.Length == 0 || isOfAnother ? stated : file.Version;
    }

    // Implementation-Title: org.apache.xmlgraphics:batik-all
    private static MavenCoordinate? TitleCoordinate(JarManifest manifest) =>
        manifest["Implementation-Title"].Split(':') is [var group, var artifact] && MavenCoordinate.IsWord(group) && MavenCoordinate.IsWord(artifact)
            ? new MavenCoordinate(group, artifact, "")
            : null;

    private static string VersionOf(JarManifest manifest)
    {
        foreach (var attribute in Versions)
        {
            // "1.4 1855 April 22 2006" is a version and a date
            var version = FirstWord(manifest.Anywhere(attribute));
            if (version.Length > 0 && char.IsAsciiDigit(version[0]))
            {
                return version;
            }
        }

        return "";
    }

    private static string ArtifactOf(JarManifest manifest, string fileName)
    {
        string[] stated = [manifest["Implementation-Title"], manifest["Bundle-Name"], LastSegment(manifest["Bundle-SymbolicName"].Split(';')[0].Trim())];
        return Array.Find(stated, IsArtifactId) ?? fileName;
    }

    private static string LastSegment(string name) => name[(name.LastIndexOf('.') + 1)..];

    private static string GroupOf(JarManifest manifest, string artifact)
    {
        foreach (var attribute in Groups)
        {
            var value = manifest[attribute].Split(';')[0].Trim();
            if (!IsGroupId(value))
            {
                continue;
            }

            // org.mockito.mockito-core is the group and the artifact
            return value.EndsWith("." + artifact, StringComparison.Ordinal) && value.IndexOf('.', StringComparison.Ordinal) < value.Length - artifact.Length - 1
                ? value[..^(artifact.Length + 1)]
                : value;
        }

        // org.eclipse.sisu.inject-0.3.5.jar is called by its group
        return IsGroupId(artifact) ? artifact[..artifact.LastIndexOf('.')] : "";
    }

    private static string FirstWord(string text) => text.Split([' ', '\t', '"', ','], 2)[0];

    private static bool IsArtifactId(string text) =>
        text.Length > 0 && char.IsAsciiLetterLower(text[0]) && !text.AsSpan().ContainsAnyExcept(ArtifactCharacters);

    // a reversed domain name
    private static bool IsGroupId(string text) =>
        IsArtifactId(text.Split('.')[0]) && text.Contains('.', StringComparison.Ordinal) && text[^1] != '.'
        && !text.Contains("..", StringComparison.Ordinal) && !text.AsSpan().ContainsAnyExcept(GroupCharacters);
}
