using Vigil.Advisories.Store;

namespace Vigil.Advisories.Compilation;

/// <summary>Reads one sorted run back, a piece at a time.</summary>
internal sealed class RowRun(SpillBuffer spill, long start, long end)
{
    private const int LongestFrameHead = 15;

    private byte[] _buffer = new byte[1 << 16];
    private long _next = start;
    private int _at;
    private int _filled;
    private int _rowStart;
    private int _rowLength;

    /// <summary>The row, until the next one is read.</summary>
    public ReadOnlySpan<byte> Row => _buffer.AsSpan(_rowStart, _rowLength);

    public int KeyLength { get; private set; }

    public int FoldLength { get; private set; }

    public bool MoveNext()
    {
        Fill(LongestFrameHead);
        if (_at == _filled)
        {
            return false;
        }

        var head = new ByteReader(_buffer.AsSpan(_at, _filled - _at));
        var before = head.Remaining;
        KeyLength = head.ReadNumber();
        FoldLength = head.ReadNumber();
        _rowLength = head.ReadNumber();
        _at += before - head.Remaining;
        Fill(_rowLength);
        _rowStart = _at;
        _at += _rowLength;
        return true;
    }

    private void Fill(int wanted)
    {
        if (_filled - _at >= wanted || _next == end)
        {
            return;
        }

        _buffer.AsSpan(_at, _filled - _at).CopyTo(_buffer);
        (_filled, _at) = (_filled - _at, 0);
        if (_buffer.Length < wanted)
        {
            Array.Resize(ref _buffer, wanted);
        }

        var length = (int)Math.Min(_buffer.Length - _filled, end - _next);
        spill.ReadExactly(_next, _buffer.AsSpan(_filled, length));
        _next += length;
        _filled += length;
    }
}
