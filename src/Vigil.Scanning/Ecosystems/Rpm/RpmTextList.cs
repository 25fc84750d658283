namespace Vigil.Scanning.Ecosystems.Rpm;

/// <summary>Walks texts that each end with a zero byte.</summary>
internal ref struct RpmTextList(ReadOnlySpan<byte> data, int count)
{
    private ReadOnlySpan<byte> _rest = data;
    private int _left = count;

    public ReadOnlySpan<byte> Current { get; private set; }

    /// <exception cref="InvalidDataException">The data ends within a text.</exception>
    public bool MoveNext()
    {
        if (_left == 0)
        {
            return false;
        }

        var end = _rest.IndexOf((byte)0);
        if (end < 0)
        {
            throw new InvalidDataException("A text of a header has no end.");
        }

        _left--;
        Current = _rest[..end];
        _rest = _rest[(end + 1)..];
        return true;
    }
}
