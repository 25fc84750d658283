namespace Vigil.Domain.Advisories;

/// <summary>Spelling of advisory keys: the one place where ecosystems, releases and names are normalised.</summary>
public static class AdvisoryKeys
{
    /// <summary>Splits an OSV ecosystem (<c>Ubuntu:Pro:22.04:LTS</c>, <c>Debian:12</c>, <c>Red Hat:enterprise_linux:8::baseos</c>, <c>npm</c>).</summary>
    /// <remarks>
    /// Ubuntu loses its <c>:LTS</c> suffix (<c>22.04</c>, <c>Pro:22.04</c>); Red Hat keeps the major release and gives the CPE part as
    /// repository (<c>8</c> and <c>enterprise_linux:8::baseos</c>); SUSE keeps the version with its service pack and gives the product as
    /// repository (<c>15.5</c> and <c>Linux Enterprise Module for Basesystem 15 SP5</c>), openSUSE likewise (<c>15.5</c> and <c>Leap 15.5</c>,
    /// nothing and <c>Tumbleweed</c>); all others keep what follows the first colon.
    /// </remarks>
    /// <param name="osvEcosystem">The member <c>affected[].package.ecosystem</c>.</param>
    /// <returns>Ecosystem, release (may be empty) and repository (empty unless Red Hat or SUSE).</returns>
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
            "SUSE" or "openSUSE" => (ecosystem, SuseRelease(rest), rest),
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

    // "Linux Enterprise Server 15 SP3-LTSS" is 15.3, "Linux Enterprise Server 12-LTSS" is 12, "Leap 15.6" is 15.6: the first word that starts
    // with a digit, and the number of an SP that follows it.
    private static string SuseRelease(string product)
    {
        var words = product.Split(' ');
        var at = Array.FindIndex(words, word => word.Length > 0 && char.IsAsciiDigit(word[0]));
        if (at < 0)
        {
            return "";
        }

        var release = words[at].Split('-')[0];
        var servicePack = at + 1 < words.Length && words[at + 1].StartsWith("SP", StringComparison.Ordinal) ? Digits(words[at + 1].AsSpan(2)) : "";
        return servicePack.Length > 0 ? $"{release}.{servicePack}" : release;
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
