using System.Collections.Immutable;
using Vigil.Domain.Advisories;

namespace Vigil.Advisories.Feeds;

/// <summary>
/// Lets a distribution's own feed outrank copies and older forms of it: of a flaw and a release of which that feed speaks, nothing else is heard.
/// </summary>
/// <remarks>
/// Two feeds that agree give one finding anyhow, since verdicts are by flaw. This is for the day on which they do not: a copy that still says "affected"
/// where the distribution has decided otherwise. Only feeds that speak of every flaw, fixed or not, are listed; they are read before the others.
/// </remarks>
internal sealed class Precedence(IFeedSink sink) : IFeedSink
{
    private static readonly Dictionary<string, string> Speakers = new(StringComparer.Ordinal)
    {
        ["Debian"] = "debian",
    };

    private readonly Dictionary<(string Ecosystem, string Release), HashSet<string>> _spoken = [];
    private (string Source, string Feed) _last = ("", "");

    /// <inheritdoc/>
    public void Add(Advisory advisory)
    {
        var feed = FeedOf(advisory.Source);
        foreach (var row in advisory.Affected)
        {
            if (Speakers.GetValueOrDefault(row.Key.Ecosystem) == feed)
            {
                NoteSpoken(advisory, row.Key);
            }
        }

        var isCopy = _spoken.Count > 0 && advisory.Affected.Items.Any(row => IsOutranked(advisory, feed, row.Key));
        sink.Add(isCopy ? advisory with { Affected = [.. advisory.Affected.Items.Where(row => !IsOutranked(advisory, feed, row.Key))] } : advisory);
    }

    /// <inheritdoc/>
    public void Add(ExploitProbability probability) => sink.Add(probability);

    /// <inheritdoc/>
    public void Add(KnownExploitation exploitation) => sink.Add(exploitation);

    /// <inheritdoc/>
    public void Add(PublicExploit exploit) => sink.Add(exploit);

    // entries of a source come one after the other
    private string FeedOf(string source)
    {
        if (!ReferenceEquals(source, _last.Source))
        {
            _last = (source, source.Split('/')[0]);
        }

        return _last.Feed;
    }

    private static ImmutableArray<string> FlawsOf(Advisory advisory) =>
        !advisory.Vulnerabilities.IsEmpty ? advisory.Vulnerabilities.Items : [advisory.Id, .. advisory.Aliases.Items.Where(alias => VulnerabilityId.IsCve(alias))];

    private void NoteSpoken(Advisory advisory, AdvisoryKey key)
    {
        var place = (key.Ecosystem, key.Release);
        if (!_spoken.TryGetValue(place, out var flaws))
        {
            _spoken.Add(place, flaws = new(StringComparer.Ordinal));
        }

        flaws.UnionWith(FlawsOf(advisory));
    }

    // an erratum for several flaws is heard as long as one of them is its alone
    private bool IsOutranked(Advisory advisory, string feed, AdvisoryKey key) =>
        _spoken.TryGetValue((key.Ecosystem, key.Release), out var flaws)
        && Speakers[key.Ecosystem] != feed
        && (advisory.Vulnerabilities.IsEmpty ? FlawsOf(advisory).Any(flaws.Contains) : FlawsOf(advisory).All(flaws.Contains));
}
