namespace Vigil.Advisories.Compilation;

/// <summary>One line made of a description, for flaws that no source gave a title.</summary>
internal static class Headline
{
    /// <summary>Longest line, characters.</summary>
    public const int MaxLength = 110;

    // beyond this no first sentence ends that would still fit
    private const int Scanned = 4 * MaxLength;

    /// <summary>The first sentence with its white space folded, cut at a word where it is too long.</summary>
    public static string Of(string description)
    {
        var words = description.AsSpan(0, Math.Min(description.Length, Scanned)).Trim().ToString()
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var line = string.Join(' ', words);
        line = line[..EndOfSentence(line)].TrimEnd('.');
        return line.Length <= MaxLength ? line : line[..Math.Max(MaxLength / 2, line.LastIndexOf(' ', MaxLength - 1))] + "…";
    }

    // a full stop before a small letter or a sign belongs to an abbreviation
    private static int EndOfSentence(string line)
    {
        for (var stop = line.IndexOf(". ", StringComparison.Ordinal); stop >= 0; stop = line.IndexOf(". ", stop + 2, StringComparison.Ordinal))
        {
            if (stop + 2 < line.Length && char.IsUpper(line[stop + 2]))
            {
                return stop;
            }
        }

        return line.Length;
    }
}
