using Vigil.Advisories.Store;
using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems.Rpm;

namespace Vigil.Scanning.Ecosystems.OracleLinux;

/// <summary>Oracle Linux: errata name installed packages; those for Ksplice and FIPS builds only mean installed builds of that flavour.</summary>
/// <remarks>A flavour has version numbers of its own (<c>2:2.17-157.ksplice1.el7_3.4</c>, <c>10:3.6.16-4.0.1.el8_fips</c>) that say nothing of the others.</remarks>
internal sealed class OracleLinuxMatchRule : RpmMatchRule
{
    private enum Flavour
    {
        Regular,
        Ksplice,
        Fips,
    }

    /// <inheritdoc/>
    public override bool Applies(in AffectedRow row, Coordinate package) =>
        FlavourOf(row.Fixed.Text) == FlavourOf(package.Version) && base.Applies(row, package);

    private static Flavour FlavourOf(ReadOnlySpan<byte> version) =>
        version.EndsWith("_fips"u8) ? Flavour.Fips : version.IndexOf(".ksplice"u8) >= 0 ? Flavour.Ksplice : Flavour.Regular;

    private static Flavour FlavourOf(string version) =>
        version.EndsWith("_fips", StringComparison.Ordinal) ? Flavour.Fips
        : version.Contains(".ksplice", StringComparison.Ordinal) ? Flavour.Ksplice
        : Flavour.Regular;
}
