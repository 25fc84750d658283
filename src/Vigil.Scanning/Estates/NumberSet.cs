using System.Runtime.CompilerServices;

namespace Vigil.Scanning.Estates;

/// <summary>A set of numbers from zero up (<see cref="int.MaxValue"/> excepted), kept ascending as the gaps between them: mostly one or two bytes a number.</summary>
/// <remarks>Appending is cheap, a change in the middle copies what follows. Not for several threads at once.</remarks>
public sealed class NumberSet
{
    private const int LongestGap = 5;

    private byte[] _bytes;
    private int _length;
    private int _last = -1;

    /// <summary>An empty set.</summary>
    public NumberSet() => _bytes = [];

    /// <summary>A set of ascending numbers, without room to grow.</summary>
    public NumberSet(ReadOnlySpan<int> ascending)
    {
        Span<byte> gaps = ascending.Length <= 64 ? stackalloc byte[64 * LongestGap] : new byte[ascending.Length * LongestGap];
        foreach (var number in ascending)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(number, _last, nameof(ascending));
            ArgumentOutOfRangeException.ThrowIfEqual(number, int.MaxValue, nameof(ascending));
            _length += WriteGap(gaps[_length..], number - _last);
            _last = number;
        }

        Count = ascending.Length;
        _bytes = gaps[.._length].ToArray();
    }

    /// <summary>A set of numbers in any order, repetitions allowed.</summary>
    public static NumberSet Of(IEnumerable<int> numbers)
    {
        int[] sorted = [.. numbers];
        Array.Sort(sorted);
        var count = 0;
        foreach (var number in sorted)
        {
            if (count == 0 || sorted[count - 1] != number)
            {
                sorted[count++] = number;
            }
        }

        return new NumberSet(sorted.AsSpan(0, count));
    }

    /// <summary>Takes the form of <see cref="Bytes"/> again.</summary>
    /// <exception cref="FormatException">The bytes are no such form.</exception>
    public static NumberSet FromBytes(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        var set = new NumberSet { _bytes = bytes };
        long last = -1;
        for (var at = 0; at < bytes.Length; set.Count++)
        {
            long gap = 0;
            var shift = 0;
            do
            {
                if (at == bytes.Length || shift == 7 * LongestGap)
                {
                    throw new FormatException("A set of numbers ends within a number.");
                }

                gap |= (long)(bytes[at] & 0x7f) << shift;
                shift += 7;
            }
            while (bytes[at++] >= 0x80);

            last += gap;
            if (gap == 0 || last >= int.MaxValue)
            {
                throw new FormatException("The numbers of a set do not ascend.");
            }
        }

        (set._length, set._last) = (bytes.Length, (int)last);
        return set;
    }

    /// <summary>How many numbers there are.</summary>
    public int Count { get; private set; }

    /// <summary>The gaps, each in groups of seven bits from the least significant one, with the eighth bit set in all but the last group.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>The numbers, ascending. Enumerates without allocating.</summary>
    public Enumerator GetEnumerator() => new(_bytes, _length);

    /// <summary>The numbers, ascending.</summary>
    public int[] ToArray()
    {
        var numbers = new int[Count];
        var at = 0;
        foreach (var number in this)
        {
            numbers[at++] = number;
        }

        return numbers;
    }

    /// <summary>The numbers that another set has not, ascending. Neither set may change meanwhile.</summary>
    public IEnumerable<int> Except(NumberSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var theirs = other.GetEnumerator();
        var hasTheirs = theirs.MoveNext();
        foreach (var number in this)
        {
            while (hasTheirs && theirs.Current < number)
            {
                hasTheirs = theirs.MoveNext();
            }

            if (!hasTheirs || theirs.Current != number)
            {
                yield return number;
            }
        }
    }

    /// <summary>Adds a number.</summary>
    /// <returns>Whether it was not there before.</returns>
    public bool Add(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfEqual(number, int.MaxValue);
        var (at, before) = _last < number ? (_length, _last) : Seek(number);
        if (at < _length)
        {
            var next = Next(at, before, out var end);
            if (next == number)
            {
                return false;
            }

            Replace(at, end, number - before, next - number);
        }
        else
        {
            Replace(at, at, number - before, 0);
            _last = number;
        }

        Count++;
        return true;
    }

    /// <summary>Removes a number.</summary>
    /// <returns>Whether it was there.</returns>
    public bool Remove(int number)
    {
        if (number < 0 || number > _last)
        {
            return false;
        }

        var (at, before) = Seek(number);
        if (Next(at, before, out var end) != number)
        {
            return false;
        }

        if (end == _length)
        {
            (_length, _last) = (at, before);
        }
        else
        {
            var next = Next(end, number, out var endOfNext);
            Replace(at, endOfNext, next - before, 0);
        }

        Count--;
        return true;
    }

    // where the first number stands that is not less, and the number before it
    private (int At, int Before) Seek(int number)
    {
        int at = 0, before = -1;
        while (at < _length && Next(at, before, out var end) is var next && next < number)
        {
            (at, before) = (end, next);
        }

        return (at, before);
    }

    private int Next(int at, int before, out int end)
    {
        var numbers = new Enumerator(_bytes, _length, at, before);
        numbers.MoveNext();
        end = numbers.Position;
        return numbers.Current;
    }

    // puts one gap or two in the place of those between two positions
    private void Replace(int start, int end, int first, int second)
    {
        Span<byte> gaps = stackalloc byte[2 * LongestGap];
        var size = WriteGap(gaps, first);
        size += second > 0 ? WriteGap(gaps[size..], second) : 0;

        var tail = _length - end;
        var length = start + size + tail;
        if (length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(length, _length + (_length / 2)));
        }

        _bytes.AsSpan(end, tail).CopyTo(_bytes.AsSpan(start + size));
        gaps[..size].CopyTo(_bytes.AsSpan(start));
        _length = length;
    }

    private static int WriteGap(Span<byte> bytes, int gap)
    {
        var length = 0;
        for (; gap >= 0x80; gap >>= 7)
        {
            bytes[length++] = (byte)(gap | 0x80);
        }

        bytes[length++] = (byte)gap;
        return length;
    }

    /// <summary>Walks along the numbers.</summary>
    public struct Enumerator
    {
        private readonly byte[] _bytes;
        private readonly int _length;

        internal Enumerator(byte[] bytes, int length, int position = 0, int before = -1)
        {
            _bytes = bytes;
            _length = length;
            Position = position;
            Current = before;
        }

        /// <summary>The number at which the enumeration stands.</summary>
        public int Current { get; private set; }

        internal int Position { get; private set; }

        /// <summary>Moves to the next number.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool MoveNext()
        {
            if (Position >= _length)
            {
                return false;
            }

            int gap = _bytes[Position++];
            if (gap >= 0x80)
            {
                gap &= 0x7f;
                var shift = 7;
                byte group;
                do
                {
                    group = _bytes[Position++];
                    gap |= (group & 0x7f) << shift;
                    shift += 7;
                }
                while (group >= 0x80);
            }

            Current += gap;
            return true;
        }
    }
}
