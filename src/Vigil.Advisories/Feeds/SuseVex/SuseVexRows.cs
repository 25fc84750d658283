using Vigil.Advisories.Feeds.Csaf;
using Vigil.Domain.Advisories;
using Vigil.Domain.Purl;

namespace Vigil.Advisories.Feeds.SuseVex;

/// <summary>Makes rows of what a document says of the packages of SUSE Linux Enterprise and openSUSE.</summary>
internal static class SuseVexRows
{
    private const string Prefix = "SUSE ";

    private static readonly string[] Lines = ["Linux Enterprise", "Linux Micro", "Leap", "Tumbleweed"];
    private static readonly string[] Arches = ["x86_64", "aarch64", "s390x", "ppc64le", "i586", "i686", "noarch", "src", "nosrc"];

    /// <summary>The advisory of a flaw.</summary>
    /// <exception cref="FormatException">It is not a flaw, or says too much.</exception>
    public static Advisory Build(CsafDocument document, CsafVulnerability flaw, SourceIntake source)
    {
        var rows = new CsafRows(source.Limits.MaxStatements);
        foreach (var (status, products) in flaw.Statuses)
        {
            foreach (var id in products)
            {
                var (product, components) = document.Resolve(id);
                var label = flaw.Impacts.GetValueOrDefault(id, flaw.Impact);
                if (components.Count > 0 && PlaceOf(product.Name) is { } place)
                {
                    Add(rows, status, PackageOf(components[0]), place, label);
                }
            }
        }

        return flaw.ToAdvisory(document, source, source.Source) with { Affected = [.. rows.Build()] };
    }

    private static void Add(
        CsafRows rows, string status, (string Name, string Version, string Arch) package, (string Ecosystem, string Release, string Repository) place, string label)
    {
        VendorState? state = status switch
        {
            "fixed" or "first_fixed" or "recommended" or "known_affected" => VendorState.Affected,
            "known_not_affected" => VendorState.NotAffected,
            "under_investigation" => VendorState.UnderInvestigation,
            _ => null,
        };
        var isFix = status is "fixed" or "first_fixed" or "recommended";
        if (state is null || (isFix && (package.Version.Length == 0 || package.Arch is "src" or "nosrc")))
        {
            return;
        }

        var row = new AffectedPackage
        {
            Key = new(place.Ecosystem, place.Release, package.Name),
            Scheme = "rpm",
            State = state.Value,
            Ranges = isFix ? [new("", package.Version)] : [],
            SeverityLabel = label,
        };
        if (isFix)
        {
            rows.Add(row, package.Arch, place.Repository);
            return;
        }

        // Where nothing is fixed, a name is that of a source or of an installed package.
        rows.Add(row, "", place.Repository);
        rows.Add(row with { NamesSource = true }, "", place.Repository);
    }

    // "SUSE Linux Enterprise Server 15 SP5", "openSUSE Leap 15.6"
    private static (string Ecosystem, string Release, string Repository)? PlaceOf(string product)
    {
        var name = product.StartsWith("openSUSE ", StringComparison.Ordinal) ? "openSUSE:" + product["openSUSE ".Length..]
            : product.StartsWith(Prefix, StringComparison.Ordinal) ? "SUSE:" + product[Prefix.Length..]
            : "";
        return Array.Exists(Lines, line => name.Contains(':' + line, StringComparison.Ordinal)) ? AdvisoryKeys.FromOsv(name) : null;
    }

    private static (string Name, string Version, string Arch) PackageOf(CsafProduct component)
    {
        if (PackageUrl.TryParse(component.Purl, out var purl, out _) && purl.Type == "rpm")
        {
            var epoch = purl.Qualifier("epoch");
            return (purl.Name, epoch is "" or "0" || purl.Version.Length == 0 ? purl.Version : $"{epoch}:{purl.Version}", purl.Qualifier("arch"));
        }

        // "curl-8.0.1-150400.5.36.1.x86_64", "curl-8.0.1-150400.5.36.1", "curl"
        var name = component.Name;
        var arch = Array.Find(Arches, arch => name.EndsWith("." + arch, StringComparison.Ordinal)) ?? "";
        var full = arch.Length > 0 ? name[..^(arch.Length + 1)] : name;
        var release = full.LastIndexOf('-');
        var version = release <= 0 ? -1 : full.LastIndexOf('-', release - 1);
        return version > 0 && char.IsAsciiDigit(full[version + 1]) ? (full[..version], full[(version + 1)..], arch) : (full, "", arch);
    }
}
