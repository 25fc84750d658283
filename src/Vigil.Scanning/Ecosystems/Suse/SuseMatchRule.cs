using Vigil.Advisories.Store;
using Vigil.Domain.Advisories;
using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems.Rpm;
using Vigil.Scanning.Matching;

namespace Vigil.Scanning.Ecosystems.Suse;

/// <summary>SUSE Linux Enterprise and openSUSE: errata name installed packages of a product of the release, statements without a fix sources.</summary>
/// <remarks>
/// Which modules a host has enabled does not show in its package database and hardly matters, since a package is in one of them: every product of the
/// release counts, but Micro has a line of its own. Fixes of prolonged support (LTSS and its kin) count where the release has none, and say so.
/// </remarks>
internal sealed class SuseMatchRule : RpmMatchRule
{
    private const string Micro = "Micro";

    /// <inheritdoc/>
    public override void AddLookups(Coordinate package, List<Lookup> lookups)
    {
        var release = KeyRelease(package.Release);
        lookups.Add(new Lookup(new AdvisoryKey(package.Ecosystem, release, package.Name), NamesSource: false, package.Version));
        lookups.Add(new Lookup(new AdvisoryKey(package.Ecosystem, release, package.EffectiveSourceName), NamesSource: true, package.EffectiveSourceVersion));
    }

    /// <inheritdoc/>
    public override bool Applies(in AffectedRow row, Coordinate package)
    {
        var products = row.Repositories;
        return (products.IsEmpty || IsMicro(products[0]) == IsMicro(package.Release)) && base.Applies(row, package);
    }

    /// <inheritdoc/>
    public override string ChannelOf(in AffectedRow row)
    {
        foreach (var product in row.Repositories)
        {
            if (!IsProlonged(product))
            {
                return "";
            }
        }

        return row.Repositories.IsEmpty ? "" : "SUSE LTSS";
    }

    private static bool IsMicro(string text) => text.Contains(Micro, StringComparison.Ordinal);

    private static bool IsProlonged(string product) =>
        product.EndsWith("LTSS", StringComparison.Ordinal) || product.EndsWith("ESPOS", StringComparison.Ordinal)
        || product.EndsWith("BCL", StringComparison.Ordinal) || product.EndsWith("TERADATA", StringComparison.Ordinal);

    // "15.5", "Leap 15.5", "Micro 5.3"; Tumbleweed has no number
    private static string KeyRelease(string release)
    {
        var number = release[(release.LastIndexOf(' ') + 1)..];
        return number.Length > 0 && char.IsAsciiDigit(number[0]) ? number : "";
    }
}
