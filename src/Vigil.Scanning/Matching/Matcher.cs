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
    private readonly List<ulong> _pairs = []; // flaw above, statement below: sorts as a number
    private readonly List<int> _about = [];
    private readonly HashSet<int> _covered = [];
    private readonly Dictionary<(string Ecosystem, string Release), EvaluationState> _releases = [];
    private readonly InstalledVersion _installed = new();
    private VerdictDigests? _digests;

    /// <summary>The generation that is matched against.</summary>
    public AdvisoryStore Store { get; } = store;

    /// <summary>Everything the generation says of one coordinate.</summary>
    public CoordinateVerdicts Match(Coordinate package)
    {
        var state = Collect(package, out var rule);
        if (state != EvaluationState.Evaluated)
        {
            return new CoordinateVerdicts { Coordinate = package, State = state, Reason = ReasonOf(state, package, rule) };
        }

        var verdicts = ImmutableArray.CreateBuilder<Verdict>();
        for (var next = 0; TryDecide(rule, ref next, out var flaw, out var decision);)
        {
            verdicts.Add(ToVerdict(package, flaw, decision));
        }

        verdicts.Sort(static (left, right) => string.CompareOrdinal(left.VulnerabilityId, right.VulnerabilityId));
        return new CoordinateVerdicts { Coordinate = package, State = state, Verdicts = verdicts.DrainToImmutable() };
    }

    /// <summary>What <see cref="Match"/> says, in marks in the place of words, for tables of very many coordinates.</summary>
    /// <param name="package">The coordinate.</param>
    /// <param name="marks">Receives one mark for each verdict, ascending by the flaw's index in <see cref="Store"/>.</param>
    public EvaluationState Mark(Coordinate package, ICollection<VerdictMark> marks)
    {
        ArgumentNullException.ThrowIfNull(marks);
        _digests ??= new VerdictDigests(Store);
        var state = Collect(package, out var rule);
        for (var next = 0; TryDecide(rule, ref next, out var flaw, out var decision);)
        {
            var meaning = _digests.Of(flaw, decision, PlaceOf(decision), CollectionsMarshal.AsSpan(_statements), CollectionsMarshal.AsSpan(_about));
            marks.Add(new VerdictMark(flaw, meaning));
        }

        return state;
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

    // what is known of the package, ready to be decided flaw by flaw
    private EvaluationState Collect(Coordinate package, out MatchRule? rule)
    {
        ArgumentNullException.ThrowIfNull(package);
        _lookups.Clear();
        _statements.Clear();
        _pairs.Clear();
        if (!MatchRuleCatalog.TryGet(package.Ecosystem, out rule))
        {
            return EvaluationState.NoFeed;
        }

        rule.AddLookups(package, _lookups);
        var state = StateOfRelease();
        if (state == EvaluationState.Evaluated && !rule.Understands(_lookups[0].Version))
        {
            state = EvaluationState.VersionNotUnderstood;
        }

        if (state == EvaluationState.Evaluated)
        {
            CollectStatements(rule, package);
            PairWithFlaws();
        }

        return state;
    }

    private string ReasonOf(EvaluationState state, Coordinate package, MatchRule? rule) => state switch
    {
        EvaluationState.NoFeed when rule is not null => $"the advisory set has no {package.Ecosystem} feed",
        EvaluationState.NoFeed when package.Ecosystem.Length > 0 => $"no feed speaks of {package.Ecosystem} packages",
        EvaluationState.NoFeed => "the distribution is not known",
        EvaluationState.ReleaseUnknown => $"the advisory set knows no release '{package.Release}' of {package.Ecosystem}",
        _ when package.Version.Length == 0 => "no version is stated",
        _ => $"'{_lookups[0].Version}' is no {rule?.Scheme} version",
    };

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
            statement = statement with { Range = RangeOf(row), NamesVersion = !row.Versions.IsEmpty, Scheme = row.Scheme, Label = row.SeverityLabel };
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

    // the next flaw that the package is affected by, with everything that is said of it
    private bool TryDecide(MatchRule? rule, ref int next, out int flaw, out Decision decision)
    {
        while (next < _pairs.Count)
        {
            flaw = (int)(_pairs[next] >> 32);
            _about.Clear();
            for (; next < _pairs.Count && (int)(_pairs[next] >> 32) == flaw; next++)
            {
                _about.Add((int)_pairs[next]);
            }

            decision = Decision.Of(CollectionsMarshal.AsSpan(_statements), CollectionsMarshal.AsSpan(_about), rule!.FixesAreAlternatives); // no pairs without a rule
            if (decision.Deciding >= 0)
            {
                return true;
            }
        }

        (flaw, decision) = (-1, default);
        return false;
    }

    // flaws of statements that cover the package, each with everything that is said of it
    private void PairWithFlaws()
    {
        _covered.Clear();
        for (var at = 0; at < _statements.Count; at++)
        {
            if (_statements[at].Position == Position.Inside)
            {
                foreach (var flaw in Store.VulnerabilitiesOf(_statements[at].Advisory))
                {
                    _covered.Add(flaw);
                    _pairs.Add(Pair(flaw, at));
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
                        _pairs.Add(Pair(flaw, at));
                    }
                }
            }
        }

        _pairs.Sort();
    }

    private static ulong Pair(int flaw, int statement) => ((ulong)flaw << 32) | (uint)statement;

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

    // the lookup of the deciding statement; of two that say the same, as for a source that is named as its package, the first
    private int PlaceOf(Decision decision)
    {
        var lookup = _statements[decision.Deciding].Lookup;
        var place = 0;
        while (_lookups[place].Key != _lookups[lookup].Key || _lookups[place].Version != _lookups[lookup].Version)
        {
            place++;
        }

        return place;
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
