using Vigil.Tests.Ecosystems.Rpm;

namespace Vigil.Tests.Support;

/// <summary>Sound files of every type that can be read, under their paths in real use: <c>Ecosystems/Samples/TYPE/PATH</c>.</summary>
internal static class FormatSamples
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Vigil.Tests", "Ecosystems", "Samples");

    public static IReadOnlyList<(string Path, byte[] Bytes)> Of(string type) =>
        type == "rpmdb" ? [("var/lib/rpm/Packages.db", RpmDatabaseWriter.Ndb(new RpmHeaderWriter().Text(Vigil.Scanning.Ecosystems.Rpm.RpmTag.Name, "bash").ToArray()))]
        : !Directory.Exists(Path.Combine(Folder, type)) ? []
        : [.. Directory.EnumerateFiles(Path.Combine(Folder, type), "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(file => (Path.GetRelativePath(Path.Combine(Folder, type), file), File.ReadAllBytes(file)))];

    /// <summary>The file that says what the samples of a type hold.</summary>
    public static string ExpectationOf(string type) => Path.Combine(Folder, type + ".txt");
}
