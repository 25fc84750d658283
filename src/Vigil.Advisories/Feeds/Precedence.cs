using Vigil.Domain.Advisories;

namespace Vigil.Advisories.Feeds;

/// <summary>
/// Lets a distribution's own feed outrank copies and older forms of it: of a flaw and a release of which that feed speaks, nothing else is heard.
/// </summary>
/// <remarks>
/// Two feeds that agree give one finding anyhow, since verdicts are by flaw. This is for the day on which they do not: a copy that still says "affected"
/// where the distribution has decided otherwise. Only feeds that speak of every flaw, fixed or not, are listed; they are read before the others. Errata
/// are always heard: that a version has a fix stays true.
/// </remarks>
internal sealed class Precedence(IFeedSink sink) : IFeedSink
{
    // by distribution: the feed that outranks, and the one that is outranked
    private static readonly Dictionary<string, (string Speaker, string Other)> Ranks = new(StringComparer.Ordinal)
    {
        ["Debian"] = ("debian", "osv"),
        ["Red Hat"] = ("redhat-vex", "redhat"),
        ["Ubuntu"] = ("ubuntu-oval", "osv"),
    };

    private static readonly HashSet<string> Speakers = [.. Ranks.Values.Select(rank => rank.Speaker)];

    private static readonly HashSet<string> Others = [.. Ranks.Values.Select(rank => rank.Other)];

    private readonly Dictionary<(string Ecosystem, string Release), HashSet<string>> _spoken = [];
    private (string Source, string Feed) _last = ("", "");

    /// <summary>Whether what a source says may take rows away from others.</summary>
    public static bool IsSpeaker(string source) => Speakers.Contains(source.Split('/')[0]);

    /// <summary>Whether rows of a source may be taken away.</summary>
    public static bool MayBeOutranked(string source) => Others.Contains(source.Split('/')[0]);

    /// <inheritdoc/>
    public void Add(Advisory advisory)
    {
        ArgumentNullException.ThrowIfNull(advisory);
        var feed = FeedOf(advisory.Source);
        if (Speakers.Contains(feed))
        {
            NoteSpoken(advisory);
        }
        else if (_spoken.Count > 0 && advisory.Vulnerabilities.IsEmpty && advisory.Affected.Items.Any(row => IsOutranked(advisory, feed, row.Key)))
        {
            advisory = advisory with { Affected = [.. advisory.Affected.Items.Where(row => !IsOutranked(advisory, feed, row.Key))] };
        }

        sink.Add(advisory);
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

    private void NoteSpoken(Advisory advisory)
    {
        foreach (var row in advisory.Affected)
        {
            var place = (row.Key.Ecosystem, row.Key.Release);
            if (!_spoken.TryGetValue(place, out var flaws))
            {
                _spoken.Add(place, flaws = new(StringComparer.Ordinal));
            }

            flaws.Add(advisory.Id);
        }
    }

    private bool IsOutranked(Advisory advisory, string feed, AdvisoryKey key) =>
        _spoken.TryGetValue((key.Ecosystem, key.Release), out var flaws)
        && Ranks[key.Ecosystem].Other == feed
        && (flaws.Contains(advisory.Id) || advisory.Aliases.Items.Any(flaws.Contains));
}
