namespace Vigil.Scanning.Ecosystems.Python;

/// <summary>One requirement of PEP 508, as far as it names a package and a version.</summary>
internal static class Requirement
{
    private static readonly string[] Pins = ["===", "==", "~="];

    /// <summary>
    /// Reads <c>name[extra] == 1.0 ; marker --hash=…</c>. The version is empty unless one clause alone pins it; an option, an address or a variable is no
    /// requirement.
    /// </summary>
    public static bool TryParse(string line, out string name, out string version)
    {
        (name, version) = ("", "");
        var end = EndOfRequirement(line);
        var text = line.AsSpan(0, end).Trim();
        if (text.IsEmpty || text[0] == '-' || text.Contains("${", StringComparison.Ordinal))
        {
            return false;
        }

        var rest = text[NameLength(text)..];
        name = text[..^rest.Length].ToString();
        rest = rest.TrimStart();
        if (rest is ['[', ..])
        {
            rest = rest[(rest.IndexOf(']') + 1)..].TrimStart();
        }

        rest = rest is ['(', .., ')'] ? rest[1..^1].Trim() : rest;
        if (name.Length == 0 || (!rest.IsEmpty && !"=<>!~".Contains(rest[0], StringComparison.Ordinal)))
        {
            return false; // name @ address, or no requirement at all
        }

        version = PinOf(rest);
        return rest.IsEmpty || rest.TrimStart("=<>!~ ").Length > 0;
    }

    /// <summary>Name of a requirement, <c>x</c> of <c>x[extra]&gt;=1; marker</c>.</summary>
    public static string NameOf(string requirement) => requirement[..NameLength(requirement)];

    private static string PinOf(ReadOnlySpan<char> clauses)
    {
        foreach (var pin in Pins)
        {
            if (clauses.StartsWith(pin))
            {
                var version = clauses[pin.Length..].Trim();
                return version.ContainsAny(",*") ? "" : version.ToString();
            }
        }

        return "";
    }

    // a marker, or options of the requirement
    private static int EndOfRequirement(string line)
    {
        var end = line.IndexOf(';', StringComparison.Ordinal) is var marker and >= 0 ? marker : line.Length;
        for (var at = line.IndexOf(" -", StringComparison.Ordinal); at > 0 && at < end; at = line.IndexOf(" -", at + 1, StringComparison.Ordinal))
        {
            if (at + 2 < line.Length && (line[at + 2] == '-' || char.IsAsciiLetter(line[at + 2])))
            {
                return at;
            }
        }

        return end;
    }

    private static int NameLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && (char.IsAsciiLetterOrDigit(text[length]) || text[length] is '-' or '_' or '.'))
        {
            length++;
        }

        return length;
    }
}
