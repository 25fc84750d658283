using System.Numerics;

namespace Vigil.Advisories.Compilation.Ledger;

/// <summary>Places of records, found by their key.</summary>
internal sealed class PlaceTable
{
    private readonly IReadOnlyList<RecordPlace> _places;
    private readonly int[] _first; // one more than the number of a place; zero is none
    private readonly int[] _next;

    public PlaceTable(IReadOnlyList<RecordPlace> places)
    {
        _places = places;
        _first = new int[BitOperations.RoundUpToPowerOf2((uint)places.Count + 1)];
        _next = new int[places.Count];
        for (var place = places.Count - 1; place >= 0; place--)
        {
            ref var first = ref _first[places[place].Key & (_first.Length - 1)];
            (_next[place], first) = (first, place + 1);
        }
    }

    /// <summary>The numbers of the places with a key, ascending.</summary>
    public IEnumerable<int> Find(uint key)
    {
        for (var place = _first[key & (_first.Length - 1)] - 1; place >= 0; place = _next[place] - 1)
        {
            if (_places[place].Key == key)
            {
                yield return place;
            }
        }
    }
}
