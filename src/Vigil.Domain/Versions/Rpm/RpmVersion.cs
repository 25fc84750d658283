namespace Vigil.Domain.Versions.Rpm;

/// <summary>Versions of RPM packages: <c>[epoch:]version[-release]</c>, each part in the order of <c>rpmvercmp</c>.</summary>
/// <remarks>
/// rpm-version(7). A missing epoch is 0; a colon without a number before it separates. The release follows the last dash. rpm itself takes
/// a missing release as equal to any release, which is no order (1-1 = 1 = 1-2): here a version without a release sorts before the same version
/// with one, and <see cref="CompareWhereStated"/> has rpm's rule. An invalid text is ordered by the same rules.
/// </remarks>
public sealed class RpmVersion : EpochVersionScheme
{
    private const byte NoRelease = 0;
    private const byte Release = 1;

    /// <inheritdoc/>
    public override string Name => "rpm";

    /// <inheritdoc/>
    /// <remarks>The characters that rpmbuild allows; neither version nor an announced release is empty, and neither holds a dash.</remarks>
    public override bool IsValid(ReadOnlySpan<char> version) => RpmParts.Split(version).IsValid;

    /// <inheritdoc/>
    /// <remarks>An epoch counts only where both state one: advisories leave it out.</remarks>
    public override int CompareToBound(ReadOnlySpan<char> version, ReadOnlySpan<char> bound) => Compare(version, bound, MissingEpoch.Ignore);

    /// <summary>Orders as rpm orders dependencies: a release that one of the two leaves out is not compared.</summary>
    /// <remarks>Not transitive; for an advisory that names a version without a release.</remarks>
    public int CompareWhereStated(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var leftParts = RpmParts.Split(left);
        var rightParts = RpmParts.Split(right);
        return leftParts.HasRelease == rightParts.HasRelease
            ? Compare(left, right)
            : Compare(WithoutRelease(left, leftParts), WithoutRelease(right, rightParts));
    }

    /// <inheritdoc/>
    protected override void WriteKey(ReadOnlySpan<char> version, ref SortKeyWriter key)
    {
        var parts = RpmParts.Split(version);
        key.Number(0, parts.Epoch);
        WriteKeyWithoutEpoch(parts, ref key);
    }

    /// <inheritdoc/>
    protected override ReadOnlySpan<char> WithoutEpoch(ReadOnlySpan<char> version) => version[EpochLength(version)..];

    internal static void WriteKeyWithoutEpoch(RpmParts parts, ref SortKeyWriter key)
    {
        RpmSegments.Write(parts.Version, ref key);
        key.Byte(parts.HasRelease ? Release : NoRelease);
        if (parts.HasRelease)
        {
            RpmSegments.Write(parts.Release, ref key);
        }
    }

    private static ReadOnlySpan<char> WithoutRelease(ReadOnlySpan<char> version, RpmParts parts) =>
        parts.HasRelease ? version[..^(parts.Release.Length + 1)] : version;
}
