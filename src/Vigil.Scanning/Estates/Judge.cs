using System.Runtime.InteropServices;
using Vigil.Advisories.Store;
using Vigil.Domain.Advisories;
using Vigil.Domain.Packages;
using Vigil.Scanning.Matching;

namespace Vigil.Scanning.Estates;

/// <summary>Says where coordinates stand in one generation, in the numbers of an estate.</summary>
/// <remarks>Not for several threads at once.</remarks>
/// <param name="store">The generation.</param>
/// <param name="numberOf">Gives the primary id of a flaw its number in the estate; asked once for each flaw.</param>
public sealed class Judge(AdvisoryStore store, Func<string, int> numberOf)
{
    private readonly Matcher _matcher = new(store);
    private readonly int?[] _numbers = new int?[store.VulnerabilityCount];
    private readonly List<VerdictMark> _marks = [];
    private readonly List<AdvisoryKey> _keys = [];

    /// <summary>The generation.</summary>
    public AdvisoryStore Store => _matcher.Store;

    /// <summary>Judges a coordinate.</summary>
    public Standing StandingOf(Coordinate coordinate)
    {
        _marks.Clear();
        var state = _matcher.Mark(coordinate, _marks);
        foreach (ref var mark in CollectionsMarshal.AsSpan(_marks))
        {
            mark = mark with { Vulnerability = _numbers[mark.Vulnerability] ??= numberOf(store.VulnerabilityId(mark.Vulnerability)) };
        }

        _marks.Sort(static (left, right) => left.Vulnerability.CompareTo(right.Vulnerability));
        return new Standing(state, [.. _marks]);
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
