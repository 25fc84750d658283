using System.Buffers;

namespace Vigil.Scanning.Ecosystems.Elixir;

/// <summary>Finds the words of a term of Elixir or Erlang, with the depth of the braces around each: enough to read lock files, which hold nothing but data.</summary>
internal ref struct TermReader(ReadOnlySpan<char> text)
{
    private static readonly SearchValues<char> WordEnds = SearchValues.Create(" ,:{}[]\"\n\r\t");

    private ReadOnlySpan<char> _rest = text;
    private int _depth;

    /// <summary>A text without its quotes, or an atom without its colon.</summary>
    public ReadOnlySpan<char> Word { get; private set; }

    /// <summary>How many brackets are open around the word.</summary>
    public int Depth { get; private set; }

    /// <summary>Moves to the next word; <see langword="false"/> at the end.</summary>
    public bool MoveNext()
    {
        while (!_rest.IsEmpty)
        {
            var c = _rest[0];
            if (c == '"')
            {
                var end = _rest[1..].IndexOf('"');
                Take(_rest.Slice(1, end < 0 ? _rest.Length - 1 : end), end < 0 ? _rest.Length : end + 2);
                return true;
            }

            if (char.IsAsciiLetter(c))
            {
                var end = _rest.IndexOfAny(WordEnds);
                Take(end < 0 ? _rest : _rest[..end], end < 0 ? _rest.Length : end);
                return true;
            }

            _depth += c is '{' or '[' ? 1 : c is '}' or ']' ? -1 : 0;
            _rest = _rest[1..];
        }

        return false;
    }

    private void Take(ReadOnlySpan<char> word, int length)
    {
        Word = word;
        Depth = _depth;
        _rest = _rest[length..];
    }
}
