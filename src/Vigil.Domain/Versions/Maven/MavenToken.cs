namespace Vigil.Domain.Versions.Maven;

/// <summary>Kinds of items of a Maven version.</summary>
internal enum MavenItem : byte
{
    /// <summary>Digits.</summary>
    Number,

    /// <summary>A qualifier: <c>rc</c>.</summary>
    Word,

    /// <summary>A qualifier with a number: <c>rc1</c>, <c>rc-1</c>.</summary>
    NumberedWord,

    /// <summary>The start of a nested list. It is always the last item of its parent, so no end is needed.</summary>
    List,
}

/// <summary>One item of a Maven version: positions in the text, and how the version from this item on sorts against a version that ends before it.</summary>
internal struct MavenToken
{
    public MavenItem Item;
    public int Start;
    public int WordLength;
    public int DigitsStart;
    public int DigitsLength;
    public int Sign;

    public readonly ReadOnlySpan<char> Word(ReadOnlySpan<char> version) => version.Slice(Start, WordLength);

    public readonly ReadOnlySpan<char> Digits(ReadOnlySpan<char> version) => version.Slice(DigitsStart, DigitsLength);
}
