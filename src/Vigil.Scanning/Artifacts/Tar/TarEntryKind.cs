namespace Vigil.Scanning.Artifacts.Tar;

/// <summary>What an entry of a tar stream makes, as far as a scan cares.</summary>
internal enum TarEntryKind
{
    /// <summary>A regular file, stored in full or sparse.</summary>
    File,

    /// <summary>Another name of a file.</summary>
    HardLink,

    /// <summary>A symbolic link.</summary>
    SymbolicLink,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A device or a pipe: it has a name and no content.</summary>
    Special,

    /// <summary>An entry whose header is understood but that cannot be used; <see cref="TarReader.Problem"/> says why.</summary>
    Unusable,
}
