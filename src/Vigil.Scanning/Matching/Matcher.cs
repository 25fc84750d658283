using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Vigil.Advisories.Store;
using Vigil.Domain.Advisories;
using Vigil.Domain.Packages;
using Vigil.Domain.Verdicts;
using Vigil.Scanning.Ecosystems;

namespace Vigil.Scanning.Matching;

/// <summary>Judges coordinates by one generation of advisories.</summary>
/// <remarks>
/// A verdict is a function of coordinate and generation alone. The buffers between two calls are reused, so one object serves one thread at a time;
/// any number of them share a store.
/// </remarks>
/// <param name="store">The generation.</param>
public sealed class Matcher(AdvisoryStore store)
{
    private readonly List<Lookup> _lookups = [];
    private readonly List<Statement> _statements = [];
    private readonly List<(int Flaw, int Statement)> _pairs = [];
    private readonly List<int> _about = [];
    private readonly HashSet<int> _covered = [];
    private readonly Dictionary<(string Ecosystem, string Release), EvaluationState> _releases = [];
    private readonly InstalledVersion _installed = new();

    /// <summary>The generation that is matched against.</summary>
    public AdvisoryStore Store { get; } = store;

    /// <summary>Everything the generation says of one coordinate.</summary>
    public CoordinateVerdicts Match(Coordinate package)
    {
        ArgumentNullException.ThrowIfNull(package);
        if (!MatchRuleCatalog.TryGet(package.Ecosystem, out var rule))
        {
            var reason = package.Ecosystem.Length > 0 ? $"no feed speaks of {package.Ecosystem} packages" : "the distribution is not known";
            return NotEvaluated(package, EvaluationState.NoFeed, reason);
        }

        _lookups.Clear();
        rule.AddLookups(package, _lookups);
        var state = StateOfRelease();
        if (state != EvaluationState.Evaluated)
        {
            return NotEvaluated(package, state, state == EvaluationState.NoFeed
                ? $"the advisory set has no {package.Ecosystem} feed"
                : $"the advisory set knows no release '{package.Release}' of {package.Ecosystem}");
        }

        if (!rule.Understands(_lookups[0].Version))
        {
            return NotEvaluated(package, EvaluationState.VersionNotUnderstood, $"'{_lookups[0].Version}' is no {rule.Scheme} version");
        }

        CollectStatements(rule, package);
        return new CoordinateVerdicts { Coordinate = package, State = EvaluationState.Evaluated, Verdicts = Decide(rule, package) };
    }

    /// <summary>Adds the keys by which a coordinate is found: while none of them changes its meaning, its verdicts stay as they are.</summary>
    /// <remarks>A coordinate of an ecosystem without a match rule has none.</remarks>
    public void AddKeys(Coordinate package, ICollection<AdvisoryKey> keys)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(keys);
        _lookups.Clear();
        if (MatchRuleCatalog.TryGet(package.Ecosystem, out var rule))
        {
            rule.AddLookups(package, _lookups);
        }

        foreach (var lookup in _lookups)
        {
            keys.Add(lookup.Key);
        }
    }

    private static CoordinateVerdicts NotEvaluated(Coordinate package, EvaluationState state, string reason) =>
        new() { Coordinate = package, State = state, Reason = reason };

    // the best of the lookups: it is enough that one of their releases is known
    private EvaluationState StateOfRelease()
    {
        var best = EvaluationState.NoFeed;
        foreach (var lookup in _lookups)
        {
            ref var state = ref CollectionsMarshal.GetValueRefOrAddDefault(_releases, (lookup.Key.Ecosystem, lookup.Key.Release), out var isKnown);
            if (!isKnown)
            {
                state = Store.HasRelease(lookup.Key.Ecosystem, lookup.Key.Release) ? EvaluationState.Evaluated
                    : Store.HasEcosystem(lookup.Key.Ecosystem) ? EvaluationState.ReleaseUnknown
                    : EvaluationState.NoFeed;
            }

            if (state == EvaluationState.Evaluated)
            {
                return state;
            }

            best = state == EvaluationState.ReleaseUnknown ? state : best;
        }

        return best;
    }

    private void CollectStatements(MatchRule rule, Coordinate package)
    {
        _statements.Clear();
        for (var at = 0; at < _lookups.Count; at++)
        {
            var lookup = _lookups[at];
            foreach (var row in Store.Find(lookup.Key))
            {
                if (row.NamesSource == lookup.NamesSource && rule.Applies(row, package) && _installed.Set(row.Scheme, lookup.Version))
                {
                    AddStatement(rule, row, at, lookup.Channel.Length > 0 ? lookup.Channel : rule.ChannelOf(row));
                }
            }
        }
    }

    private void AddStatement(MatchRule rule, in AffectedRow row, int lookup, string channel)
    {
        var position = _installed.In(row);
        var statement = new Statement { Advisory = row.AdvisoryIndex, Lookup = lookup, Position = position, State = row.State, Channel = channel };
        if (position == Position.Inside)
        {
            statement = statement with { Range = RangeOf(row), Scheme = row.Scheme, Label = row.SeverityLabel };
            if (statement.HasFix && !rule.Understands(statement.Range!.Fixed))
            {
                return; // a fix that is no version has no place in the order: the row says nothing that can be relied on
            }
        }

        if (position != Position.Outside)
        {
            _statements.Add(statement);
        }
    }

    private static VersionRange? RangeOf(in AffectedRow row) =>
        row.HasRange ? new VersionRange(row.Introduced.ToString(), Plain(row.Scheme, row.Fixed.ToString()), row.LastAffected.ToString()) : null;

    // "0:1.2-3" is "1.2-3" for rpm and for people
    private static string Plain(string scheme, string version) => scheme == "rpm" && version.StartsWith("0:", StringComparison.Ordinal) ? version[2..] : version;

    private ImmutableArray<Verdict> Decide(MatchRule rule, Coordinate package)
    {
        PairWithFlaws();
        if (_pairs.Count == 0)
        {
            return [];
        }

        var verdicts = ImmutableArray.CreateBuilder<Verdict>();
        for (var start = 0; start < _pairs.Count;)
        {
            var flaw = _pairs[start].Flaw;
            _about.Clear();
            for (; start < _pairs.Count && _pairs[start].Flaw == flaw; start++)
            {
                _about.Add(_pairs[start].Statement);
            }

            var decision = Decision.Of(CollectionsMarshal.AsSpan(_statements), CollectionsMarshal.AsSpan(_about), rule.FixesAreAlternatives);
            if (decision.Deciding >= 0)
            {
                verdicts.Add(ToVerdict(package, flaw, decision));
            }
        }

        verdicts.Sort(static (left, right) => string.CompareOrdinal(left.VulnerabilityId, right.VulnerabilityId));
        return verdicts.DrainToImmutable();
    }

    // flaws of statements that cover the package, each with everything that is said of it
    private void PairWithFlaws()
    {
        _pairs.Clear();
        _covered.Clear();
        for (var at = 0; at < _statements.Count; at++)
        {
            if (_statements[at].Position == Position.Inside)
            {
                foreach (var flaw in Store.VulnerabilitiesOf(_statements[at].Advisory))
                {
                    _covered.Add(flaw);
                    _pairs.Add((flaw, at));
                }
            }
        }

        for (var at = 0; _covered.Count > 0 && at < _statements.Count; at++)
        {
            if (_statements[at].Position == Position.Fixed)
            {
                foreach (var flaw in Store.VulnerabilitiesOf(_statements[at].Advisory))
                {
                    if (_covered.Contains(flaw))
                    {
                        _pairs.Add((flaw, at));
                    }
                }
            }
        }

        _pairs.Sort();
    }

    private Verdict ToVerdict(Coordinate package, int flaw, Decision decision)
    {
        var statement = _statements[decision.Deciding];
        var advisory = Store.Advisory(statement.Advisory);
        var lookup = _lookups[statement.Lookup];
        var id = Store.VulnerabilityId(flaw);
        return new Verdict
        {
            Coordinate = package,
            VulnerabilityId = id,
            Status = decision.State == VendorState.UnderInvestigation ? VerdictStatus.Unknown : VerdictStatus.Affected,
            State = decision.State,
            FixedVersion = statement.Range?.Fixed ?? "",
            FixChannel = statement.HasFix ? statement.Channel : "",
            AdvisoryId = advisory.Id,
            Source = advisory.Source,
            VendorIds = VendorIds(id, advisory.Id),
            Key = lookup.Key,
            ComparedVersion = lookup.Version,
            Range = statement.Range,
            Scheme = statement.Scheme,
            SeverityLabel = statement.Label,
        };
    }

    // errata that cover the package, besides the name of the flaw itself
    private ImmutableArray<string> VendorIds(string flaw, string deciding)
    {
        if (_about.Count == 1)
        {
            return deciding == flaw ? [] : [deciding];
        }

        var ids = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var index in _about)
        {
            if (_statements[index].Position == Position.Inside)
            {
                ids.Add(Store.Advisory(_statements[index].Advisory).Id);
            }
        }

        ids.Remove(flaw);
        return [.. ids];
    }
}
