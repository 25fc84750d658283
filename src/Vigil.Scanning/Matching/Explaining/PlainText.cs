using System.Text.RegularExpressions;

namespace Vigil.Scanning.Matching.Explaining;

/// <summary>Descriptions as prose: many feeds write Markdown.</summary>
internal static partial class PlainText
{
    /// <summary>The text on one line, without headings, the addresses of links and marks of code; cut after a sentence where it is too long.</summary>
    /// <param name="text">The description.</param>
    /// <param name="maxLength">Bound on the result, characters.</param>
    public static string Of(string text, int maxLength)
    {
        var prose = Link().Replace(Heading().Replace(text, ""), "${words}").Replace("`", "", StringComparison.Ordinal);
        var line = string.Join(' ', prose.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= maxLength)
        {
            return line;
        }

        var sentence = line.LastIndexOf(". ", maxLength, StringComparison.Ordinal);
        var word = line.LastIndexOf(' ', maxLength - 1);
        return sentence > 0 ? line[..(sentence + 1)] : line[..(word > 0 ? word : maxLength - 1)] + "…";
    }

    [GeneratedRegex(@"^\s{0,3}#{1,6}\s.*$", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\[(?<words>[^\]\n]{1,200})\]\([^)\s]{1,500}\)", RegexOptions.NonBacktracking)]
    private static partial Regex Link();
}
