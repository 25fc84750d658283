using Vigil.Scanning.Ecosystems.Java.Poms;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Java;

/// <summary>What one archive tells of itself and of what was shaded into it.</summary>
/// <param name="path">Path of the outermost archive.</param>
/// <param name="inner">Path inside it; empty for the outermost itself.</param>
internal sealed class JarContents(string path, string inner)
{
    // the coordinates by the folder that tells of them: pom.properties is exact, pom.xml may need its parents
    private readonly SortedDictionary<string, MavenCoordinate> _stated = new(StringComparer.Ordinal);
    private readonly HashSet<string> _exact = new(StringComparer.Ordinal);
    private JarManifest _manifest = JarManifest.Empty;

    /// <summary>Path inside the outermost archive.</summary>
    public string Inner => inner;

    /// <summary>What an entry may tell.</summary>
    public static JarEntryKind KindOf(ReadOnlySpan<byte> name)
    {
        if (JavaArchive.IsName(name))
        {
            return JarEntryKind.Archive;
        }

        // libraries that are shaded into others may be moved with all their files
        return name switch
        {
            _ when name.SequenceEqual("META-INF/MANIFEST.MF"u8) => JarEntryKind.Manifest,
            _ when name[(name.LastIndexOf((byte)'/') + 1)..].SequenceEqual("pom.properties"u8) => JarEntryKind.PomProperties,
            _ when name.StartsWith("META-INF/maven/"u8) && name.EndsWith("/pom.xml"u8) => JarEntryKind.Pom,
            _ => JarEntryKind.Other,
        };
    }

    /// <summary>Takes the content of an entry.</summary>
    /// <exception cref="InvalidDataException">It is not what it should be.</exception>
    public void Take(JarEntryKind kind, string name, byte[] content)
    {
        var folder = name[..Math.Max(0, name.LastIndexOf('/'))];
        switch (kind)
        {
            case JarEntryKind.Manifest:
                _manifest = JarManifest.Read(content);
                break;
            case JarEntryKind.PomProperties when PomProperties.Read(content) is { IsComplete: true } exact:
                _stated[folder] = exact;
                _exact.Add(folder);
                break;
            case JarEntryKind.Pom when !_exact.Contains(folder) && PomReader.Read(new MemoryStream(content)).OwnCoordinate() is { IsComplete: true } own:
                _stated[folder] = own;
                break;
        }
    }

    /// <summary>Reports the archive and what was shaded into it.</summary>
    public void Report(FactSink sink)
    {
        foreach (var coordinate in _stated.Values.Distinct())
        {
            sink.Add(Fact(coordinate));
        }

        if (_stated.Count == 0 && JarIdentity.Guess(_manifest, inner.Length == 0 ? path : inner) is { IsComplete: true } guess)
        {
            sink.Add(Fact(guess) with { IsGuess = true });
        }
    }

    private PackageFact Fact(MavenCoordinate coordinate) => new() { Kind = "Maven", Name = coordinate.Name, Version = coordinate.Version, InnerPath = inner };
}
