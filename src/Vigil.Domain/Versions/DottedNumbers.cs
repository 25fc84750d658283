namespace Vigil.Domain.Versions;

/// <summary>Versions that are nothing but numbers between separators, compared number by number; a longer list sorts after its beginning.</summary>
internal static class DottedNumbers
{
    private const byte Invalid = 0;
    private const byte Valid = 1;
    private const byte End = 0;
    private const byte Number = 1;

    public static bool IsValid(ReadOnlySpan<char> version, ReadOnlySpan<char> separators)
    {
        foreach (var range in version.SplitAny(separators))
        {
            if (!NumericText.IsNumber(version[range]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Writes the key; other texts sort before all versions, in ordinal order.</summary>
    public static void WriteKey(ReadOnlySpan<char> version, ReadOnlySpan<char> separators, ref SortKeyWriter key)
    {
        if (!IsValid(version, separators))
        {
            key.Byte(Invalid);
            key.Text(version);
            return;
        }

        key.Byte(Valid);
        foreach (var range in version.SplitAny(separators))
        {
            key.Number(Number, version[range]);
        }

        key.Byte(End);
    }
}
