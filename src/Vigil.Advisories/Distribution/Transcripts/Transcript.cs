using System.Runtime.InteropServices;
using Vigil.Advisories.Compilation;
using Vigil.Advisories.Store;

namespace Vigil.Advisories.Distribution.Transcripts;

/// <summary>
/// A generation written out as records that name things by their texts, where the store has numbers: so that an advisory more or less changes the
/// records that speak of it and no others. Numbered from zero; spilled to a temporary file when large.
/// </summary>
internal sealed class Transcript(SpillSpace space)
{
    /// <summary>Bound on all records together; that of all feeds is a tenth of it.</summary>
    public const int MaxBytes = 1 << 30;

    private const int MaxRecords = 1 << 25;

    private readonly SpillBuffer _bytes = space.New();
    private readonly List<int> _ends = [];

    /// <summary>Number of records.</summary>
    public int Count => _ends.Count;

    /// <summary>Bytes of all records.</summary>
    public int Length => (int)_bytes.Length;

    /// <summary>Appends a record.</summary>
    /// <exception cref="StoreFormatException">The transcript grows beyond all bounds.</exception>
    public void Append(ReadOnlySpan<byte> record)
    {
        Reserve(1, record.Length);
        _bytes.Append(record);
        _ends.Add((int)_bytes.Length);
    }

    /// <summary>Appends records of another transcript.</summary>
    /// <exception cref="StoreFormatException">It has no such records, or the transcript grows beyond all bounds.</exception>
    public void Append(Transcript other, int start, int count)
    {
        if (start < 0 || count < 0 || start > other.Count || count > other.Count - start)
        {
            throw new StoreFormatException("The delta is damaged: it asks for records that are not there.");
        }

        var at = other.StartOf(start);
        var end = other.StartOf(start + count);
        Reserve(count, end - at);
        var shift = (int)_bytes.Length - at;
        Span<byte> buffer = stackalloc byte[4096];
        while (at < end)
        {
            var read = other._bytes.Read(at, buffer[..Math.Min(buffer.Length, end - at)]);
            _bytes.Append(buffer[..read]);
            at += read;
        }

        foreach (var ended in CollectionsMarshal.AsSpan(other._ends).Slice(start, count))
        {
            _ends.Add(ended + shift);
        }
    }

    /// <summary>Reads all records from the first one on.</summary>
    public Reader Read() => new(this);

    private int StartOf(int record) => record == 0 ? 0 : _ends[record - 1];

    private void Reserve(int records, int bytes)
    {
        if (records > MaxRecords - Count || bytes > MaxBytes - Length)
        {
            throw new StoreFormatException($"The transcript of a generation exceeds {MaxRecords} records or {MaxBytes} bytes.");
        }
    }

    /// <summary>Reads records one after the other.</summary>
    internal sealed class Reader(Transcript transcript)
    {
        private byte[] _buffer = new byte[1 << 16];
        private int _bufferStart;
        private int _bufferLength;
        private int _next;

        public bool AtEnd => _next == transcript.Count;

        /// <summary>The next record; valid until the next call.</summary>
        /// <exception cref="StoreFormatException">There is none.</exception>
        public ReadOnlySpan<byte> Next()
        {
            if (AtEnd)
            {
                throw new StoreFormatException("The transcript of a generation ends before its content does.");
            }

            var start = transcript.StartOf(_next);
            var end = transcript.StartOf(++_next);
            if (end > _bufferStart + _bufferLength)
            {
                Fill(start, end - start);
            }

            return _buffer.AsSpan(start - _bufferStart, end - start);
        }

        private void Fill(int start, int needed)
        {
            if (needed > _buffer.Length)
            {
                _buffer = new byte[Math.Max(needed, 2 * _buffer.Length)];
            }

            _bufferStart = start;
            _bufferLength = Math.Min(_buffer.Length, transcript.Length - start);
            transcript._bytes.ReadExactly(start, _buffer.AsSpan(0, _bufferLength));
        }
    }
}
