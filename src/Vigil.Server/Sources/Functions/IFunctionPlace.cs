namespace Vigil.Server.Sources.Functions;

/// <summary>Where function packages lie: a directory, a bucket.</summary>
internal interface IFunctionPlace
{
    /// <summary>All files, in ordinal order of their paths.</summary>
    Task<IReadOnlyList<StoredFile>> ListAsync(CancellationToken cancellation);

    /// <summary>Makes a file available on this machine.</summary>
    /// <param name="path">Its path in the place.</param>
    /// <param name="scratch">A directory for copies, which goes afterwards.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>Where it is now.</returns>
    /// <exception cref="Work.WorkException">It is gone, or too large.</exception>
    Task<string> FetchAsync(string path, string scratch, CancellationToken cancellation);
}

/// <summary>A file of a place.</summary>
/// <param name="Path">Its path, with slashes.</param>
/// <param name="Stamp">Differs when its content does.</param>
/// <param name="Size">Bytes.</param>
internal sealed record StoredFile(string Path, string Stamp, long Size);
