using System.Text;

namespace Vigil.Scanning.Ecosystems.OperatingSystems;

/// <summary>The assignments of an os-release(5) file, or of an older file brought into the same terms.</summary>
internal sealed record OsRelease
{
    public string Id { get; init; } = "";

    public string IdLike { get; init; } = "";

    public string VersionId { get; init; } = "";

    public string VersionCodename { get; init; } = "";

    public string UbuntuCodename { get; init; } = "";

    public string PrettyName { get; init; } = "";

    /// <summary>Reads shell-style assignments; lines that are none are passed over, of two for one name the later counts.</summary>
    public static OsRelease Parse(string text)
    {
        var values = Assignments(text);
        return new OsRelease
        {
            Id = Value("ID").ToLowerInvariant(),
            IdLike = Value("ID_LIKE").ToLowerInvariant(),
            VersionId = Value("VERSION_ID"),
            VersionCodename = Value("VERSION_CODENAME"),
            UbuntuCodename = Value("UBUNTU_CODENAME"),
            PrettyName = values.GetValueOrDefault("PRETTY_NAME") ?? Value("NAME"),
        };

        string Value(string name) => values.GetValueOrDefault(name, "");
    }

    /// <summary>The assignments of a file in the syntax of os-release(5), which etc/lsb-release shares.</summary>
    public static Dictionary<string, string> Assignments(string text)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan(range).Trim().TrimStart('\uFEFF');
            var equals = line.IndexOf('=');
            if (equals > 0 && line[0] != '#')
            {
                values[line[..equals].ToString()] = Unquote(line[(equals + 1)..]);
            }
        }

        return values;
    }

    // "Variable assignment values must be enclosed in double or single quotes if they include spaces, semicolons or other special
    // characters"; within double quotes and outside quotes a backslash takes the next character literally.
    private static string Unquote(ReadOnlySpan<char> value)
    {
        if (value.IndexOfAny("\"'\\") < 0)
        {
            return value.ToString();
        }

        var plain = new StringBuilder(value.Length);
        var quote = '\0';
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (c == '\\' && quote != '\'' && i + 1 < value.Length)
            {
                plain.Append(value[++i]);
            }
            else if (c == quote)
            {
                quote = '\0';
            }
            else if (quote == '\0' && c is '"' or '\'')
            {
                quote = c;
            }
            else
            {
                plain.Append(c);
            }
        }

        return plain.ToString();
    }
}
