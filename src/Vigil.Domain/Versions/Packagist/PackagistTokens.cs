using System.Buffers;

namespace Vigil.Domain.Versions.Packagist;

/// <summary>Walks the runs of digits and of other characters that separators, or a change from one to the other, part.</summary>
internal ref struct PackagistTokens
{
    private static readonly SearchValues<char> EndsOfWord = SearchValues.Create("0123456789.-_#");

    private ReadOnlySpan<char> _rest;

    public PackagistTokens(ReadOnlySpan<char> version)
    {
        version = version.Trim();
        version = version is ['v' or 'V', ..] ? version[1..] : version;
        var end = version.IndexOfAny('+', '@');
        _rest = end < 0 ? version : version[..end];
    }

    public ReadOnlySpan<char> Value { get; private set; }

    public bool MoveNext()
    {
        _rest = _rest.TrimStart(".-_#");
        var digits = NumericText.DigitRun(_rest);
        var length = digits > 0 ? digits : LengthOfWord(_rest);
        Value = _rest[..length];
        _rest = _rest[length..];
        return length > 0;
    }

    private static int LengthOfWord(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny(EndsOfWord);
        return end < 0 ? text.Length : end;
    }
}
