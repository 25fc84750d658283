using System.Runtime.InteropServices;

namespace Vigil.Scanning.Estates;

/// <summary>Gives each distinct thing a number, from zero up, that stays.</summary>
/// <typeparam name="T">A thing with value equality.</typeparam>
internal sealed class Numbering<T>
    where T : notnull
{
    private readonly Dictionary<T, int> _numbers = [];
    private readonly List<T> _things = [];

    public int Count => _things.Count;

    public T this[int number] => _things[number];

    /// <summary>The number of a thing, a new one when it has none yet.</summary>
    public int NumberOf(T thing, out bool isNew)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, thing, out var isKnown);
        isNew = !isKnown;
        if (isNew)
        {
            number = _things.Count;
            _things.Add(thing);
        }

        return number;
    }

    public bool TryGet(T thing, out int number) => _numbers.TryGetValue(thing, out number);
}
