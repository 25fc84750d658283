namespace Vigil.Advisories.Compilation;

/// <summary>One line made of a description, for flaws that no source gave a title.</summary>
internal static class Headline
{
    /// <summary>Longest line, characters.</summary>
    public const int MaxLength = 110;

    // what begins very many descriptions and says nothing of the flaw
    private static readonly string[] Preambles =
    [
        "In the Linux kernel, the following vulnerability has been resolved:", "** UNSUPPORTED WHEN ASSIGNED **", "** DISPUTED **", "** RESERVED **",
    ];

    // beyond this no first sentence ends that would still fit
    private const int Scanned = 4 * MaxLength;

    /// <summary>The first sentence with its white space folded, cut at a word where it is too long.</summary>
    public static string Of(string description) => FirstSentence(WithoutPreamble(description));

    /// <summary>The line that an erratum for several flaws has about one: <c>* openssl: double free in … (CVE-2024-0001)</c>, <c>- CVE-2024-0001: double free in …</c>; empty where it has none.</summary>
    public static string LineAbout(string id, string description)
    {
        foreach (var range in description.AsSpan().Split('\n'))
        {
            var line = description.AsSpan(range).Trim(" \t\r*-\u2022");
            if (line.StartsWith(id, StringComparison.Ordinal) && line.Length > id.Length + 1 && line[id.Length] == ':')
            {
                return FirstSentence(line[(id.Length + 1)..].ToString());
            }

            if (line.Length > id.Length + 3 && line[^1] == ')' && line[..^1].EndsWith(id, StringComparison.Ordinal) && line[^(id.Length + 2)] == '(')
            {
                return FirstSentence(line[..^(id.Length + 2)].ToString());
            }
        }

        return "";
    }

    private static string WithoutPreamble(string description)
    {
        var preamble = Array.Find(Preambles, start => description.AsSpan().TrimStart().StartsWith(start, StringComparison.Ordinal));
        return preamble is null ? description : description.TrimStart()[preamble.Length..];
    }

    private static string FirstSentence(string description)
    {
        var start = description.AsSpan().Trim();
        var paragraph = start.IndexOf("\n\n", StringComparison.Ordinal) is >= 0 and var end ? start[..end] : start;
        var words = paragraph[..Math.Min(paragraph.Length, Scanned)].ToString()
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
