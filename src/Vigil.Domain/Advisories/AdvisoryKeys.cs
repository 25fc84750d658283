namespace Vigil.Domain.Advisories;

/// <summary>Spelling of advisory keys: the one place where ecosystems, releases and names are normalised.</summary>
public static class AdvisoryKeys
{
    /// <summary>Splits an OSV ecosystem (<c>Ubuntu:Pro:22.04:LTS</c>, <c>Debian:12</c>, <c>Red Hat:enterprise_linux:8::baseos</c>, <c>npm</c>).</summary>
    /// <remarks>
    /// Ubuntu loses its <c>:LTS</c> suffix (<c>22.04</c>, <c>Pro:22.04</c>); Red Hat keeps the major release and gives the CPE part as
    /// repository (<c>8</c> and <c>enterprise_linux:8::baseos</c>); all others keep what follows the first colon.
    /// </remarks>
    /// <param name="osvEcosystem">The member <c>affected[].package.ecosystem</c>.</param>
    /// <returns>Ecosystem, release (may be empty) and repository (empty unless Red Hat).</returns>
    public static (string Ecosystem, string Release, string Repository) FromOsv(string osvEcosystem)
    {
        ArgumentNullException.ThrowIfNull(osvEcosystem);
        var colon = osvEcosystem.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            return (osvEcosystem, "", "");
        }

        var ecosystem = osvEcosystem[..colon];
        var rest = osvEcosystem[(colon + 1)..];
        return ecosystem switch
        {
            "Ubuntu" => (ecosystem, rest.Replace(":LTS", "", StringComparison.Ordinal), ""),
            "Red Hat" => (ecosystem, RedHatMajor(rest), rest),
            _ => (ecosystem, rest, ""),
        };
    }

    /// <summary>Name as it stands in a key: PyPI names by PEP 503, NuGet, Packagist and others that ignore case in lower case, the rest unchanged.</summary>
    public static string NormalizeName(string ecosystem, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return ecosystem switch
        {
            "PyPI" => Pep503(name),
            "NuGet" or "Packagist" or "SwiftURL" or "Pub" or "Hex" => name.ToLowerInvariant(),
            _ => name,
        };
    }

    // "enterprise_linux:8::baseos", "rhel_eus:8.4::appstream", "openshift:4.12::el8": the major release stands after the first colon,
    // or at the end as "elN" for layered products.
    private static string RedHatMajor(string cpe)
    {
        var tail = cpe.LastIndexOf("::el", StringComparison.Ordinal);
        if (tail >= 0 && tail + 4 < cpe.Length && char.IsAsciiDigit(cpe[tail + 4]))
        {
            return Digits(cpe.AsSpan(tail + 4));
        }

        var colon = cpe.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? "" : Digits(cpe.AsSpan(colon + 1));
    }

    private static string Digits(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        return (end < 0 ? text : text[..end]).ToString();
    }

    private static string Pep503(string name)
    {
        Span<char> buffer = name.Length <= 256 ? stackalloc char[name.Length] : new char[name.Length];
        var length = 0;
        var separator = false;
        foreach (var c in name)
        {
            if (c is '-' or '_' or '.')
            {
                separator = true;
                continue;
            }

            if (separator && length > 0)
            {
                buffer[length++] = '-';
            }

            separator = false;
            buffer[length++] = char.ToLowerInvariant(c);
        }

        return new string(buffer[..length]);
    }
}
