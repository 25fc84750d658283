namespace Vigil.Domain.Versions;

/// <summary>A keyed scheme in which <c>epoch:</c> may stand before the version.</summary>
public abstract class EpochVersionScheme : KeyedVersionScheme
{
    /// <summary>Orders an installed version and that of an advisory, of which one may lack the epoch.</summary>
    /// <remarks>Not an order of versions (<see cref="MissingEpoch.Auto"/> is neither symmetric nor transitive): for one pair at a time.</remarks>
    public int Compare(ReadOnlySpan<char> installed, ReadOnlySpan<char> advised, MissingEpoch missingEpoch)
    {
        var bareInstalled = WithoutEpoch(installed);
        var bareAdvised = WithoutEpoch(advised);
        var installedHasNone = bareInstalled.Length == installed.Length;
        var advisedHasNone = bareAdvised.Length == advised.Length;
        var ignore = missingEpoch switch
        {
            MissingEpoch.Auto => installedHasNone,
            MissingEpoch.Ignore => installedHasNone || advisedHasNone,
            _ => false,
        };
        return ignore ? Compare(bareInstalled, bareAdvised) : Compare(installed, advised);
    }

    /// <summary>The text after the epoch; all of it when it states none.</summary>
    protected abstract ReadOnlySpan<char> WithoutEpoch(ReadOnlySpan<char> version);

    /// <summary>Length of <c>digits:</c> at the start of the text, 0 when it does not start so.</summary>
    protected static int EpochLength(ReadOnlySpan<char> version)
    {
        var digits = version.IndexOfAnyExceptInRange('0', '9');
        return digits >= 0 && version[digits] == ':' ? digits + 1 : 0;
    }
}
