using System.Buffers;

namespace Vigil.Domain.Versions.Rpm;

/// <summary>Versions of RPM packages: <c>[epoch:]version[-release]</c>, each part in the order of <c>rpmvercmp</c>.</summary>
/// <remarks>
/// rpm-version(7). A missing epoch is 0; a colon without a number before it separates. The release follows the last dash. rpm itself takes
/// a missing release as equal to any release, which is no order (1-1 = 1 = 1-2): here a version without a release sorts before the same
/// version with one, and <see cref="EpochVersionScheme.CompareWhereStated"/> has rpm's rule. An invalid text is ordered by the same rules.
/// </remarks>
public sealed class RpmVersion : EpochVersionScheme
{
    private const byte NoRelease = 0;
    private const byte Release = 1;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._+~^");

    /// <inheritdoc/>
    public override string Name => "rpm";

    /// <inheritdoc/>
    /// <remarks>The characters that rpmbuild allows; neither version nor an announced release is empty, and neither holds a dash.</remarks>
    public override bool IsValid(ReadOnlySpan<char> version) => IsValid(EpochParts.Split(version));

    /// <inheritdoc/>
    /// <remarks>An epoch counts only where both state one: advisories leave it out.</remarks>
    public override int CompareToBound(ReadOnlySpan<char> version, ReadOnlySpan<char> bound) =>
        Compare(version, bound, MissingEpoch.Ignore);

    /// <inheritdoc/>
    protected override void WriteKey(ReadOnlySpan<char> version, ref SortKeyWriter key)
    {
        var parts = EpochParts.Split(version);
        key.Number(0, parts.Epoch);
        WriteVersionAndRelease(parts, ref key);
    }

    internal static bool IsValid(EpochParts parts) =>
        parts.Version.Length > 0 && !parts.Version.ContainsAnyExcept(Allowed)
        && parts.HasRelease == parts.Release.Length > 0 && !parts.Release.ContainsAnyExcept(Allowed);

    internal static void WriteVersionAndRelease(EpochParts parts, ref SortKeyWriter key)
    {
        RpmSegments.Write(parts.Version, ref key);
        key.Byte(parts.HasRelease ? Release : NoRelease);
        if (parts.HasRelease)
        {
            RpmSegments.Write(parts.Release, ref key);
        }
    }
}
