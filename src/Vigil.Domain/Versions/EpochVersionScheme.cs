namespace Vigil.Domain.Versions;

/// <summary>A keyed scheme of the form <c>[epoch:]version[-release]</c>.</summary>
public abstract class EpochVersionScheme : KeyedVersionScheme
{
    /// <summary>Orders an installed version and that of an advisory, of which one may lack the epoch.</summary>
    /// <remarks>
    /// Not an order of versions (<see cref="MissingEpoch.Auto"/> is neither symmetric nor transitive): for one pair at a time.
    /// </remarks>
    public int Compare(ReadOnlySpan<char> installed, ReadOnlySpan<char> advised, MissingEpoch missingEpoch)
    {
        installed = installed.Trim();
        advised = advised.Trim();
        var installedHasEpoch = EpochParts.Split(installed).HasEpoch;
        var advisedHasEpoch = EpochParts.Split(advised).HasEpoch;
        var epochsCount = missingEpoch switch
        {
            MissingEpoch.Auto => installedHasEpoch,
            MissingEpoch.Ignore => installedHasEpoch && advisedHasEpoch,
            _ => true,
        };
        return epochsCount ? Compare(installed, advised) : Compare(WithoutEpoch(installed), WithoutEpoch(advised));
    }

    /// <summary>Orders as the package manager orders dependencies: a release that one of the two leaves out is not compared.</summary>
    /// <remarks>Not transitive (<c>1-1</c> = <c>1</c> = <c>1-2</c>); for an advisory that names a version without a release.</remarks>
    public int CompareWhereStated(ReadOnlySpan<char> left, ReadOnlySpan<char> right) =>
        EpochParts.Split(left).HasRelease == EpochParts.Split(right).HasRelease
            ? Compare(left, right)
            : Compare(WithoutRelease(left), WithoutRelease(right));

    private static ReadOnlySpan<char> WithoutEpoch(ReadOnlySpan<char> version)
    {
        var parts = EpochParts.Split(version);
        return parts.HasEpoch ? version[(parts.Epoch.Length + 1)..] : version;
    }

    private static ReadOnlySpan<char> WithoutRelease(ReadOnlySpan<char> version)
    {
        var parts = EpochParts.Split(version);
        return parts.HasRelease ? version[..^(parts.Release.Length + 1)] : version;
    }
}
