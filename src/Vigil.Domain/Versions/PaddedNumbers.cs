namespace Vigil.Domain.Versions;

/// <summary>Writes a list of numbers to a sort key as if it went on with zeros: those at its end are left out.</summary>
/// <param name="end">Byte that ends the list; the numbers start above it.</param>
internal struct PaddedNumbers(byte end)
{
    private readonly byte _end = end;
    private readonly byte _number = (byte)(end + 1);
    private int _zeros;

    /// <summary>Place of the last number that is not zero, counted from 1.</summary>
    public int SignificantCount { get; private set; }

    /// <summary>Adds the numbers between dots.</summary>
    public void AddAll(scoped ReadOnlySpan<char> numbers, ref SortKeyWriter key)
    {
        foreach (var number in numbers.Split('.'))
        {
            Add(numbers[number], ref key);
        }
    }

    /// <summary>Adds one number.</summary>
    public void Add(scoped ReadOnlySpan<char> digits, ref SortKeyWriter key)
    {
        if (!digits.ContainsAnyExcept('0'))
        {
            _zeros++;
            return;
        }

        SignificantCount += _zeros + 1;
        for (; _zeros > 0; _zeros--)
        {
            key.Number(_number, []);
        }

        key.Number(_number, digits);
    }

    /// <summary>Moves to a place, counted from 1, by zeros in between; nothing may stand there or after it.</summary>
    public void SkipTo(int place) => _zeros = place - 1 - SignificantCount;

    /// <summary>Ends the list.</summary>
    public readonly void WriteEnd(ref SortKeyWriter key) => key.Byte(_end);
}
