namespace Vigil.Advisories.Feeds.UpdateInfo;

/// <summary>Of what a repository's updates speak.</summary>
/// <param name="Ecosystems">Distributions whose packages they replace.</param>
/// <param name="Release">Their release.</param>
/// <param name="SeveritySource">Who rates them.</param>
internal sealed record UpdateInfoScope(string[] Ecosystems, string Release, string SeveritySource)
{
    /// <summary>What the statements are limited to, or empty.</summary>
    public string Topic { get; init; } = "";

    /// <summary>Whether there are updates of other types than security among them, and flaws that are only named in a text.</summary>
    public bool IsMixed { get; init; }
}
