using Vigil.Advisories.Store;
using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems.Rpm;

namespace Vigil.Scanning.Ecosystems.RedHat;

/// <summary>Red Hat Enterprise Linux, and CentOS which takes its advisories.</summary>
/// <remarks>
/// A row is limited to products (<c>enterprise_linux:8::baseos</c>, <c>rhel_eus:8.4::appstream</c>). Where the products behind the package's repositories
/// are known, one of them must be named; otherwise every product that is Enterprise Linux itself counts, and extended support streams and layered
/// products do not. Fixes of an erratum clear a statement without a fix; "will not fix", "deferred" and the like stay findings with that state.
/// </remarks>
internal sealed class RedHatMatchRule : RpmMatchRule
{
    private const string EnterpriseLinux = "enterprise_linux:";

    /// <inheritdoc/>
    public override bool Applies(in AffectedRow row, Coordinate package) =>
        CoversProduct(row.Repositories, package.Repository) && base.Applies(row, package);

    private static bool CoversProduct(ReadOnlySpan<string> products, string known)
    {
        if (products.IsEmpty)
        {
            return true;
        }

        foreach (var product in products)
        {
            if (!known.Contains(':', StringComparison.Ordinal) ? product.StartsWith(EnterpriseLinux, StringComparison.Ordinal) : Lists(known, product))
            {
                return true;
            }
        }

        return false;
    }

    // the products of a package stand in one text, separated by blanks; a text without a colon names none
    private static bool Lists(string known, string product)
    {
        foreach (var range in known.AsSpan().Split(' '))
        {
            if (known.AsSpan(range).SequenceEqual(product))
            {
                return true;
            }
        }

        return false;
    }
}
