using System.Text;

namespace Vigil.Domain;

/// <summary>
/// Gives one string for equal texts that come again and again: names, versions, architectures, maintainers. Remembers a bounded number of them. Serves
/// one thread at a time.
/// </summary>
public sealed class TextPool
{
    private const int MaxLength = 128;
    private readonly string[] _slots = new string[1 << 13];

    /// <summary>The text of UTF-8 bytes, from the pool when it was seen lately; invalid sequences become U+FFFD.</summary>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxLength)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        ref var slot = ref _slots[Hash(utf8) & (_slots.Length - 1)];
        if (slot is null || !Ascii.Equals(utf8, slot))
        {
            slot = Encoding.UTF8.GetString(utf8);
        }

        return slot;
    }

    // FNV-1a: the slot only decides what is remembered, never what is returned.
    private static int Hash(ReadOnlySpan<byte> utf8)
    {
        var hash = 2166136261u;
        foreach (var b in utf8)
        {
            hash = (hash ^ b) * 16777619u;
        }

        return (int)(hash ^ (hash >> 15));
    }
}
