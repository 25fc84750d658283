using Vigil.Domain.Versions.Semver;

namespace Vigil.Domain.Versions.Go;

/// <summary>Versions of Go modules, and of the Go toolchain and its standard library (<c>go1.21rc2</c>).</summary>
/// <remarks>
/// golang.org/x/mod/semver: <c>v1.2</c> is <c>v1.2.0</c>, a pre-release or build needs all three numbers, builds such as
/// <c>+incompatible</c> do not count; pseudo-versions are pre-releases and need no rule of their own. The <c>v</c> may be missing, as in
/// advisories. A toolchain version reads as golang.org/x/vuln reads it: <c>go1.21rc2</c> is <c>v1.21.0-rc.2</c>, and what a vendor appends
/// (<c>go1.21.3-acme</c>, <c>go1.21.3 X:boringcrypto</c>) does not count. Every invalid text sorts before all versions, in ordinal order,
/// as x/mod wants it; <c>(devel)</c> is one.
/// </remarks>
public sealed class GoVersion : SemanticScheme
{
    /// <inheritdoc/>
    public override string Name => "go";

    /// <inheritdoc/>
    public override bool IsValid(ReadOnlySpan<char> version) =>
        IsToolchain(version) ? IsToolchain(ReadToolchain(version)) : IsValid(SemanticParts.Read(version));

    /// <inheritdoc/>
    protected override void WriteKey(ReadOnlySpan<char> version, ref SortKeyWriter key)
    {
        if (!IsValid(version))
        {
            WriteInvalid(version, ref key);
        }
        else if (IsToolchain(version))
        {
            WriteToolchain(ReadToolchain(version), ref key);
        }
        else
        {
            WriteVersion(SemanticParts.Read(version), ref key);
        }
    }

    /// <summary>Builds do not count, so one that is no list of identifiers (<c>+incompatible+dirty</c>) does no harm.</summary>
    private protected override bool IsValid(SemanticParts parts) =>
        parts.Prefix is "" or "v" && !parts.HasTrailingBlank && parts.NumberCount is > 0 and <= 3 && !parts.HasLeadingZero
        && (parts.NumberCount == 3 || (!parts.HasPrerelease && parts.BuildWithPlus.IsEmpty))
        && parts.IsDashed && parts.IsPrereleaseWellFormed && !parts.HasLeadingZeroInPrerelease;

    private static bool IsToolchain(ReadOnlySpan<char> version) => version.StartsWith("go", StringComparison.Ordinal);

    private static bool IsToolchain(SemanticParts parts) =>
        parts.IsBare && parts.NumberCount is > 0 and <= 3 && !parts.HasLeadingZero && parts.Separator.IsEmpty
        && (parts.Prerelease.IsEmpty || (char.IsAsciiLetterLower(parts.Prerelease[0]) && NumericText.IsNumber(NumberOf(parts.Prerelease))));

    private static SemanticParts ReadToolchain(ReadOnlySpan<char> version)
    {
        var vendor = version.IndexOfAny(" -+");
        return SemanticParts.Read(version[2..(vendor < 0 ? version.Length : vendor)]);
    }

    private void WriteToolchain(SemanticParts parts, ref SortKeyWriter key)
    {
        if (!parts.HasPrerelease)
        {
            WriteVersion(parts, ref key);
            return;
        }

        WriteNumbers(parts.Numbers, ref key);
        WriteIdentifier(parts.Prerelease.TrimEnd("0123456789"), ref key);
        WriteIdentifier(NumberOf(parts.Prerelease), ref key);
        key.Byte(EndOfIdentifiers);
    }

    private static ReadOnlySpan<char> NumberOf(ReadOnlySpan<char> prerelease) => prerelease[prerelease.TrimEnd("0123456789").Length..];
}
