using Vigil.Advisories.Feeds.Csaf;
using Vigil.Advisories.Feeds.RedHatSecurityData;
using Vigil.Domain.Advisories;
using Vigil.Domain.Purl;

namespace Vigil.Advisories.Feeds.RedHatVex;

/// <summary>Makes rows of what a document says of the packages of Red Hat Enterprise Linux and of products that are built for it.</summary>
internal static class RedHatVexRows
{
    private const string Vendor = "REDHAT_CVE";
    private const string Source = "src";

    /// <summary>The advisory of a flaw.</summary>
    /// <exception cref="FormatException">It is not a flaw, or says too much.</exception>
    public static Advisory Build(CsafDocument document, CsafVulnerability flaw, SourceIntake source)
    {
        var rows = new CsafRows(source.Limits.MaxStatements);
        foreach (var (status, products) in flaw.Statuses)
        {
            var packages = products.Select(id => (Id: id, Package: PackageOf(document, id))).Where(one => one.Package is not null).ToList();
            var sources = packages.Where(one => one.Package?.Arch == Source).Select(one => one.Package?.Product).ToHashSet();
            foreach (var (id, package) in packages)
            {
                // Where nothing is fixed, a source stands for its packages, which are listed besides.
                if (package is { } one && (status == "fixed" || one.Arch == Source || !sources.Contains(one.Product)))
                {
                    Add(rows, status, one, flaw, id);
                }
            }
        }

        return flaw.ToAdvisory(document, source, Vendor) with { Affected = [.. rows.Build()] };
    }

    private static void Add(CsafRows rows, string status, VexPackage package, CsafVulnerability flaw, string id)
    {
        VendorState? state = status switch
        {
            "fixed" => VendorState.Affected,
            "known_affected" => RedHatStates.Of(flaw.Plans.GetValueOrDefault(id, "Affected")) ?? VendorState.Affected,
            "known_not_affected" => VendorState.NotAffected,
            "under_investigation" => VendorState.UnderInvestigation,
            _ => null,
        };
        var isFix = status == "fixed";
        if (state is null || (isFix && (package.Arch == Source || package.Version.Length == 0)))
        {
            return;
        }

        var row = new AffectedPackage
        {
            Key = new("Red Hat", package.Product.Release, package.Name),
            NamesSource = package.Arch == Source,
            Scheme = "rpm",
            State = state.Value,
            Ranges = isFix ? [new("", package.Version)] : [],
            ModuleStream = package.ModuleStream,
            SeverityLabel = flaw.Impacts.GetValueOrDefault(id, ""),
        };
        rows.Add(row, isFix ? package.Arch : "", package.Product.Repository);
    }

    private static VexPackage? PackageOf(CsafDocument document, string id)
    {
        var (product, components) = document.Resolve(id);
        if (components.Count == 0
            || !RedHatProduct.TryParse(product.Cpe, out var place)
            || !PackageUrl.TryParse(components[0].Purl, out var purl, out _)
            || purl.Type != "rpm"
            || IsForDebugging(purl.Name))
        {
            return null;
        }

        var epoch = purl.Qualifier("epoch");
        var version = epoch is "" or "0" || purl.Version.Length == 0 ? purl.Version : $"{epoch}:{purl.Version}";
        var module = purl.Qualifier("rpmmod") is { Length: > 0 } stated ? stated : ModuleIn(components);
        return new(place, purl.Name, version, purl.Qualifier("arch"), Stream(module));
    }

    // pkg:rpmmod/redhat/nodejs@18:8090020240101000000:a1b2c3
    private static string ModuleIn(List<CsafProduct> components) =>
        components.Count > 1 && PackageUrl.TryParse(components[1].Purl, out var module, out _) && module.Type == "rpmmod" ? $"{module.Name}:{module.Version}" : "";

    private static string Stream(string module) => string.Join(':', module.Split(':').Take(2));

    private static bool IsForDebugging(string name) =>
        name.EndsWith("-debuginfo", StringComparison.Ordinal) || name.EndsWith("-debugsource", StringComparison.Ordinal) || name.Contains("-debuginfo-", StringComparison.Ordinal);

    private readonly record struct VexPackage(RedHatProduct Product, string Name, string Version, string Arch, string ModuleStream);
}
