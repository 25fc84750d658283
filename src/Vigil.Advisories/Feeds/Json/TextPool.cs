using System.Text;

namespace Vigil.Advisories.Feeds.Json;

/// <summary>Gives one string for equal texts that come again and again: package names, versions, ecosystems. Holds a bounded number of them.</summary>
internal sealed class TextPool
{
    private const int MaxLength = 64;
    private readonly string[] _slots = new string[1 << 13];

    /// <summary>The text, from the pool when it was seen lately.</summary>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxLength)
        {
            return Decode(utf8);
        }

        ref var slot = ref _slots[Hash(utf8) & (_slots.Length - 1)];
        if (slot is null || !Ascii.Equals(utf8, slot))
        {
            slot = Decode(utf8);
        }

        return slot;
    }

    private static string Decode(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);

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
