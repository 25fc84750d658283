using Vigil.Advisories.Store;

namespace Vigil.Advisories.Compilation;

/// <summary>Bytes that are appended once and read back: in memory up to a limit, beyond it in a temporary file.</summary>
/// <param name="directory">Where the temporary file goes; <see langword="null"/> keeps everything in memory.</param>
/// <param name="memoryBytes">Bytes that are kept in memory.</param>
internal sealed class SpillBuffer(string? directory, int memoryBytes) : IByteRun, IDisposable
{
    private readonly ByteWriter _memory = new();
    private FileStream? _file;
    private long _inFile;

    public long Length => _inFile + _memory.Length;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (directory is not null && _memory.Length + bytes.Length > memoryBytes)
        {
            Flush();
        }

        _memory.Bytes(bytes);
    }

    /// <summary>Reads from an offset what is there, at most the length of the buffer.</summary>
    public int Read(long offset, Span<byte> into)
    {
        if (offset >= _inFile)
        {
            var rest = _memory.Written[(int)(offset - _inFile)..];
            var taken = Math.Min(rest.Length, into.Length);
            rest[..taken].CopyTo(into);
            return taken;
        }

        var inFile = into[..(int)Math.Min(into.Length, _inFile - offset)];
        return RandomAccess.Read(_file!.SafeFileHandle, inFile, offset); // a file exists when bytes are in it
    }

    /// <summary>Reads exactly the length of the buffer.</summary>
    public void ReadExactly(long offset, Span<byte> into)
    {
        while (!into.IsEmpty)
        {
            var read = Read(offset, into);
            if (read == 0)
            {
                throw new EndOfStreamException("A temporary file of the compiler is shorter than what was written to it.");
            }

            offset += read;
            into = into[read..];
        }
    }

    /// <summary>Appends everything to another run.</summary>
    public void CopyTo(IByteRun run)
    {
        var piece = new byte[(int)Math.Min(Length, 1 << 16)];
        for (long at = 0; at < _inFile;)
        {
            var read = Read(at, piece);
            run.Append(piece.AsSpan(0, read));
            at += read;
        }

        run.Append(_memory.Written);
    }

    public void Dispose() => _file?.Dispose();

    private void Flush()
    {
        try
        {
            _file ??= CreateFile();
            RandomAccess.Write(_file.SafeFileHandle, _memory.Written, _inFile);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            throw new PublishException($"A temporary file could not be written in {directory}: {ex.Message} The previous generation still stands.", ex);
        }

        _inFile += _memory.Length;
        _memory.Truncate();
    }

    private FileStream CreateFile() => new(
        Path.Combine(directory!, $"compile-{Path.GetRandomFileName()}.tmp"), // only called when there is a directory
        FileMode.CreateNew,
        FileAccess.ReadWrite,
        FileShare.None,
        bufferSize: 0,
        FileOptions.DeleteOnClose);
}
