namespace Vigil.Scanning.Ecosystems;

/// <summary>Walks the lines of a text of bytes; <c>\n</c> and <c>\r\n</c> end a line.</summary>
internal ref struct LineReader(ReadOnlySpan<byte> text)
{
    private ReadOnlySpan<byte> _rest = text;

    /// <summary>The line without its end.</summary>
    public ReadOnlySpan<byte> Line { get; private set; }

    /// <summary>Number of <see cref="Line"/>, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>Moves to the next line; <see langword="false"/> at the end. The last line needs no end of its own.</summary>
    public bool MoveNext()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        var end = _rest.IndexOf((byte)'\n');
        Line = end < 0 ? _rest : _rest[..end];
        _rest = end < 0 ? default : _rest[(end + 1)..];
        if (Line is [.., (byte)'\r'])
        {
            Line = Line[..^1];
        }

        Number++;
        return true;
    }
}
