using Vigil.Domain.Advisories;

namespace Vigil.Advisories.Feeds;

/// <summary>Gathers what a source says of each flaw, for feeds that list flaws by package while an advisory is about one flaw.</summary>
internal sealed class FlawRows(SourceIntake source)
{
    private readonly SortedDictionary<string, Flaw> _flaws = new(StringComparer.Ordinal);

    /// <summary>What is known of a flaw so far; a new name begins with nothing.</summary>
    public Flaw this[string id]
    {
        get
        {
            if (!_flaws.TryGetValue(id, out var flaw))
            {
                _flaws.Add(id, flaw = new());
            }

            return flaw;
        }
    }

    /// <summary>Hands on one advisory for each flaw, in ordinal order.</summary>
    public void Publish()
    {
        foreach (var (id, flaw) in _flaws)
        {
            source.Publish(new Advisory
            {
                Id = id,
                Source = source.Source,
                Related = [.. flaw.Related],
                Details = flaw.Details.Length <= Advisory.MaxDetailsLength ? flaw.Details : flaw.Details[..Advisory.MaxDetailsLength],
                Published = flaw.Published,
                Affected = [.. flaw.Rows],
            });
        }
    }

    /// <summary>One flaw while it is gathered.</summary>
    internal sealed class Flaw
    {
        public List<AffectedPackage> Rows { get; } = [];

        public SortedSet<string> Related { get; } = new(StringComparer.Ordinal);

        public string Details { get; set; } = "";

        public DateTimeOffset? Published { get; set; }
    }
}
