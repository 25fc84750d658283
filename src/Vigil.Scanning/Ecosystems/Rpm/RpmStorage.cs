using Vigil.Scanning.Ecosystems.Rpm.BerkeleyDb;
using Vigil.Scanning.Ecosystems.Rpm.Ndb;
using Vigil.Scanning.Ecosystems.Rpm.Sqlite;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Rpm;

/// <summary>Takes the header of one installed package; the bytes are valid during the call only.</summary>
internal delegate void HeaderHandler(ReadOnlySpan<byte> header);

/// <summary>One of the forms in which rpm stores the headers of what is installed.</summary>
internal abstract class RpmStorage
{
    // An empty header page and no more: enough for every magic number.
    private const int MagicBytes = 16;

    /// <summary>Reads all headers.</summary>
    /// <exception cref="InvalidDataException">The file is broken in a way that leaves nothing to read.</exception>
    public abstract void ReadHeaders(HeaderHandler handler);

    /// <summary>Recognises the form by its magic number, whatever the name of the file.</summary>
    /// <param name="file">The database.</param>
    /// <param name="damaged">Is told what could not be read; reading goes on behind it.</param>
    /// <exception cref="InvalidDataException">The file is none of the three.</exception>
    public static RpmStorage Open(FileContent file, Action<string> damaged)
    {
        Span<byte> start = stackalloc byte[MagicBytes];
        start = start[..file.ReadAt(0, start)];
        return SqliteFile.IsSqlite(start) ? new SqliteStorage(file, damaged)
            : NdbStorage.IsNdb(start) ? new NdbStorage(file, damaged)
            : HashStorage.IsHash(start) ? new HashStorage(file, damaged)
            : throw new InvalidDataException("The file is no rpm database: neither SQLite, NDB nor a Berkeley DB hash.");
    }
}
