namespace Vigil.Scanning.Ecosystems.Rpm;

/// <summary>The parts of an rpm version in its full form <c>epoch:version-release</c>.</summary>
/// <param name="Epoch">Digits; empty where it is zero.</param>
/// <param name="Version">Upstream version.</param>
/// <param name="Release">Release; empty where there is none.</param>
public readonly record struct EpochVersionRelease(string Epoch, string Version, string Release)
{
    /// <summary><c>version-release</c>.</summary>
    public string WithoutEpoch => Release.Length > 0 ? $"{Version}-{Release}" : Version;

    /// <summary>Takes a version apart: the epoch ends at the first colon, the release begins at the last dash.</summary>
    public static EpochVersionRelease Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var dash = text.LastIndexOf('-');
        return new EpochVersionRelease(
            colon < 0 ? "" : text[..colon],
            text[(colon + 1)..(dash > colon ? dash : text.Length)],
            dash > colon ? text[(dash + 1)..] : "");
    }

    /// <summary>The full form.</summary>
    public override string ToString() => Epoch.Length > 0 ? $"{Epoch}:{WithoutEpoch}" : WithoutEpoch;
}
