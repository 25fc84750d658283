namespace Vigil.Storage.Queries;

/// <summary>The order of texts in both databases, which is that of their code points; ordinal order is another one beyond the surrogates.</summary>
internal static class CodePointOrder
{
    public static int Compare(string left, string right)
    {
        var at = left.AsSpan().CommonPrefixLength(right);
        return at == left.Length || at == right.Length ? left.Length.CompareTo(right.Length) : Rank(left[at]).CompareTo(Rank(right[at]));
    }

    // surrogates stand for what comes after all other characters
    private static int Rank(char character) => char.IsSurrogate(character) ? character + 0x1_0000 : character;
}
