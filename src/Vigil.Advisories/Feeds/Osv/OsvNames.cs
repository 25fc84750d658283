using Vigil.Domain;

namespace Vigil.Advisories.Feeds.Osv;

/// <summary>Which names of an entry are other names of the same flaw, which are the flaws that an erratum fixes, and which are only related.</summary>
/// <param name="Aliases">Other names of the same flaw.</param>
/// <param name="Vulnerabilities">Flaws that the entry is about, when it is not itself the name of one.</param>
/// <param name="Related">The rest.</param>
internal readonly record struct OsvNames(EquatableArray<string> Aliases, EquatableArray<string> Vulnerabilities, EquatableArray<string> Related)
{
    // An erratum has a date and a package; the flaws that it fixes stand in "related" or "upstream", never as an alias.
    private static readonly string[] ErratumPrefixes =
    [
        "RHSA-", "RHBA-", "RHEA-", "RLSA-", "RLBA-", "RLEA-", "RXSA-", "ALSA-", "ALBA-", "ALEA-", "ELSA-", "SUSE-", "openSUSE-",
        "DSA-", "DLA-", "DTSA-", "USN-", "LSN-", "ALAS", "MGASA-", "OESA-", "PHSA-",
    ];

    // Bug fixes and enhancements: where they name no flaw, there is none.
    private static readonly string[] HarmlessPrefixes =
    [
        "RHBA-", "RHEA-", "RLBA-", "RLEA-", "ALBA-", "ALEA-", "SUSE-RU-", "SUSE-FU-", "SUSE-OU-", "openSUSE-RU-", "openSUSE-FU-", "openSUSE-OU-",
    ];

    // A distribution's own name of one CVE.
    private static readonly string[] CvePrefixes = ["UBUNTU-", "DEBIAN-", "ALPINE-", "ECHO-", "MINI-"];

    /// <summary>Whether the id is that of an erratum, which may fix several flaws.</summary>
    public static bool IsErratum(string id) => CveIn(id) is null && StartsWithAny(id, ErratumPrefixes);

    /// <summary>Whether the id is that of a bug fix or an enhancement.</summary>
    public static bool IsHarmless(string id) => StartsWithAny(id, HarmlessPrefixes);

    /// <summary>Sorts the names of an entry.</summary>
    public static OsvNames Of(string id, List<string> aliases, List<string> upstream, List<string> related)
    {
        var erratum = IsErratum(id);
        var own = CveIn(id);
        var flaws = new List<string>();
        foreach (var name in erratum ? aliases.Concat(upstream).Concat(related) : aliases.Concat(upstream))
        {
            if (CveIn(name) is { } cve && cve != id && !flaws.Contains(cve))
            {
                flaws.Add(cve);
            }
        }

        if (erratum)
        {
            return new([], [.. flaws], Others(aliases.Concat(upstream).Concat(related), id, flaws));
        }

        // Aliases that lead to several CVEs cannot all be one flaw: joining them would merge the CVEs.
        var isOne = own is null ? flaws.Count <= 1 : flaws.TrueForAll(cve => cve == own);
        if (!isOne)
        {
            var self = own is null ? flaws : own == id ? [] : [own];
            return new(own is null ? [] : [.. self], own is null ? [.. flaws] : [], Others(aliases.Concat(upstream).Concat(related), id, self));
        }

        var same = new List<string>(flaws);
        if (own is not null && own != id && !same.Contains(own))
        {
            same.Add(own);
        }

        same.AddRange(aliases.Where(alias => CveIn(alias) is null && IsName(alias) && alias != id));
        return new([.. same.Distinct(StringComparer.Ordinal)], [], Others(upstream.Concat(related), id, same));
    }

    private static EquatableArray<string> Others(IEnumerable<string> names, string id, List<string> taken) =>
        [.. names.Where(name => name != id && name.Length > 0 && !taken.Contains(name)).Distinct(StringComparer.Ordinal)];

    /// <summary>The CVE that the name is, or that a distribution's own name of it holds.</summary>
    private static string? CveIn(string name)
    {
        foreach (var prefix in CvePrefixes)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal) && VulnerabilityId.IsCve(name.AsSpan(prefix.Length)))
            {
                return name[prefix.Length..];
            }
        }

        return VulnerabilityId.IsCve(name) ? name : null;
    }

    // Names are words with a hyphen; a bare number is somebody's ticket.
    private static bool IsName(string alias) => alias.Contains('-', StringComparison.Ordinal) && char.IsAsciiLetter(alias[0]);

    private static bool StartsWithAny(string id, string[] prefixes) =>
        Array.Exists(prefixes, prefix => id.StartsWith(prefix, StringComparison.Ordinal));
}
