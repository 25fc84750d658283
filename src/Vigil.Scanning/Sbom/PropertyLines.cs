using System.Text;

namespace Vigil.Scanning.Sbom;

/// <summary>Properties as lines <c>name=value</c> of a comment, for formats that have comments and no properties.</summary>
internal static class PropertyLines
{
    /// <summary>Writes one property a line; line breaks and backslashes in values are escaped.</summary>
    public static string Format(IEnumerable<SbomProperty> properties)
    {
        var text = new StringBuilder();
        foreach (var property in properties)
        {
            if (text.Length > 0)
            {
                text.Append('\n');
            }

            text.Append(property.Name).Append('=');
            foreach (var c in property.Value)
            {
                _ = c switch
                {
                    '\\' => text.Append("\\\\"),
                    '\n' => text.Append("\\n"),
                    '\r' => text.Append("\\r"),
                    '<' => text.Append("\\l"), // so that no value ends a multi-line text of tag-value
                    _ => text.Append(c),
                };
            }
        }

        return text.ToString();
    }

    /// <summary>Reads the lines that are properties of Vigil's; other lines are somebody's comment.</summary>
    public static IEnumerable<SbomProperty> Parse(string comment)
    {
        foreach (var line in comment.Split('\n'))
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && line.StartsWith("vigil:", StringComparison.Ordinal))
            {
                yield return new SbomProperty(line[..equals], Unescape(line.AsSpan(equals + 1).TrimEnd('\r')));
            }
        }
    }

    private static string Unescape(ReadOnlySpan<char> value)
    {
        if (!value.Contains('\\'))
        {
            return value.ToString();
        }

        var text = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            text.Append(value[i] != '\\' || ++i == value.Length ? value[Math.Min(i, value.Length - 1)] : value[i] switch
            {
                'n' => '\n',
                'r' => '\r',
                'l' => '<',
                var c => c,
            });
        }

        return text.ToString();
    }
}
