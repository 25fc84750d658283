using Microsoft.Win32.SafeHandles;
using Vigil.Advisories.Store;

namespace Vigil.Advisories.Compilation.Ledger;

/// <summary>The records of all feeds, one behind the other. It only grows; what an index does not speak of is not there.</summary>
internal sealed class RecordFile : IDisposable
{
    private const int BufferBytes = 1 << 20;

    private readonly SafeFileHandle _file;
    private readonly ByteWriter _waiting = new();
    private byte[] _buffer = new byte[1 << 12];
    private long _written;

    /// <param name="path">Made when it is not there.</param>
    /// <param name="length">Up to here it is in use; the rest is cut off.</param>
    /// <exception cref="IOException">It is shorter, or cannot be opened.</exception>
    public RecordFile(string path, long length)
    {
        _file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        if (RandomAccess.GetLength(_file) < length)
        {
            _file.Dispose();
            throw new IOException($"{path} is shorter than its index says.");
        }

        RandomAccess.SetLength(_file, length);
        _written = length;
    }

    public long Length => _written + _waiting.Length;

    public RecordPlace Append(uint key, ReadOnlySpan<byte> record)
    {
        var place = new RecordPlace(key, record.Length, Length);
        _waiting.Bytes(record);
        if (_waiting.Length >= BufferBytes)
        {
            Flush();
        }

        return place;
    }

    /// <summary>A record; valid until the next call.</summary>
    /// <exception cref="StoreFormatException">There is none.</exception>
    public ReadOnlySpan<byte> Read(RecordPlace place)
    {
        if (place.Offset >= _written)
        {
            return _waiting.Written.Slice((int)(place.Offset - _written), place.Length);
        }

        if (_buffer.Length < place.Length)
        {
            _buffer = new byte[place.Length * 2];
        }

        var record = _buffer.AsSpan(0, place.Length);
        return RandomAccess.Read(_file, record, place.Offset) == place.Length
            ? record
            : throw new StoreFormatException("The file of records ends before a record does.");
    }

    /// <summary>Writes out what waits.</summary>
    /// <exception cref="PublishException">The disk is full or failed.</exception>
    public void Flush()
    {
        try
        {
            RandomAccess.Write(_file, _waiting.Written, _written);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            throw new PublishException($"The records could not be kept: {ex.Message} The previous generation still stands.", ex);
        }

        _written += _waiting.Length;
        _waiting.Truncate();
    }

    public void Dispose() => _file.Dispose();
}
