namespace Vigil.Scanning.Ecosystems.Java;

/// <summary>What an entry of an archive may tell.</summary>
internal enum JarEntryKind
{
    /// <summary>Nothing.</summary>
    Other,

    /// <summary><c>META-INF/MANIFEST.MF</c>.</summary>
    Manifest,

    /// <summary><c>META-INF/maven/GROUP/ARTIFACT/pom.properties</c>.</summary>
    PomProperties,

    /// <summary><c>META-INF/maven/GROUP/ARTIFACT/pom.xml</c>.</summary>
    Pom,

    /// <summary>An archive of its own.</summary>
    Archive,
}
