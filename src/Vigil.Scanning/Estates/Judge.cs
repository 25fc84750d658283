using System.Runtime.InteropServices;
using Vigil.Advisories.Store;
using Vigil.Domain.Advisories;
using Vigil.Domain.Verdicts;
using Vigil.Domain.Packages;
using Vigil.Scanning.Matching;

namespace Vigil.Scanning.Estates;

/// <summary>Says where coordinates stand in one generation, in the numbers of an estate.</summary>
/// <remarks>Not for several threads at once.</remarks>
/// <param name="store">The generation.</param>
/// <param name="numberOf">Gives the primary id of a flaw its number in the estate; asked once for each flaw.</param>
/// <param name="expect">Told which flaws will be asked for, so that they can be looked up together.</param>
public sealed class Judge(AdvisoryStore store, Func<string, int> numberOf, Action<IEnumerable<string>>? expect = null)
{
    private readonly Matcher _matcher = new(store);
    private readonly int?[] _numbers = new int?[store.VulnerabilityCount];
    private readonly List<VerdictMark> _marks = [];
    private readonly List<AdvisoryKey> _keys = [];

    /// <summary>The generation.</summary>
    public AdvisoryStore Store => _matcher.Store;

    /// <summary>Judges a coordinate.</summary>
    public Standing StandingOf(Coordinate coordinate) => StandingsOf([coordinate])[0];

    /// <summary>Judges many coordinates, one after the other.</summary>
    public Standing[] StandingsOf(IReadOnlyList<Coordinate> coordinates)
    {
        ArgumentNullException.ThrowIfNull(coordinates);
        _marks.Clear();
        var ends = new (EvaluationState State, int End)[coordinates.Count];
        for (var i = 0; i < ends.Length; i++)
        {
            ends[i] = (_matcher.Mark(coordinates[i], _marks), _marks.Count);
        }

        expect?.Invoke(_marks.Select(mark => mark.Vulnerability).Where(flaw => _numbers[flaw] is null).Distinct().Select(store.VulnerabilityId));
        foreach (ref var mark in CollectionsMarshal.AsSpan(_marks))
        {
            mark = mark with { Vulnerability = _numbers[mark.Vulnerability] ??= numberOf(store.VulnerabilityId(mark.Vulnerability)) };
        }

        var first = 0;
        return Array.ConvertAll(ends, end =>
        {
            var marks = CollectionsMarshal.AsSpan(_marks)[first..end.End];
            marks.Sort(static (left, right) => left.Vulnerability.CompareTo(right.Vulnerability));
            first = end.End;
            return new Standing(end.State, marks.ToArray());
        });
    }

    /// <summary>The keys on which the standing of a coordinate rests. A source named as its package gives the same key twice.</summary>
    /// <returns>Valid until the next call.</returns>
    public IReadOnlyList<AdvisoryKey> KeysOf(Coordinate coordinate)
    {
        _keys.Clear();
        _matcher.AddKeys(coordinate, _keys);
        return _keys;
    }
}
