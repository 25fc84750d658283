using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Vigil.Scanning.Extraction;

/// <summary>Which paths a layer holds, at eight bytes an entry: enough to tell what it replaces below, without keeping the paths.</summary>
internal sealed class EntryIndex
{
    // the two lowest bits of a hash tell what stands at the path
    private const ulong Other = 0, Directory = 1, Implied = 2, KindMask = 3;

    private readonly ulong[] _sorted;

    private EntryIndex(ulong[] sorted) => _sorted = sorted;

    /// <summary>What it consists of, in order.</summary>
    public ReadOnlySpan<ulong> Values => _sorted;

    /// <summary>An index of such values again.</summary>
    public static EntryIndex OfValues(ulong[] sorted) => new(sorted);

    /// <summary>Whether the layer has a file, link or device at a path.</summary>
    public bool HasOther(ulong path) => Has(path | Other);

    /// <summary>Whether the layer has an entry of any kind at a path.</summary>
    public bool HasEntry(ulong path) => Has(path | Other) || Has(path | Directory);

    /// <summary>Whether the layer has an entry at a path or below it.</summary>
    public bool Reaches(ulong path) => HasEntry(path) || Has(path | Implied);

    /// <summary>A 64-bit hash of a path.</summary>
    public static ulong HashOf(ReadOnlySpan<byte> path)
    {
        const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;
        var hash = (ulong)path.Length * Multiplier;
        for (; path.Length >= 8; path = path[8..])
        {
            hash = BitOperations.RotateLeft((hash ^ BinaryPrimitives.ReadUInt64LittleEndian(path)) * Multiplier, 29);
        }

        foreach (var c in path)
        {
            hash = BitOperations.RotateLeft((hash ^ c) * Multiplier, 29);
        }

        hash ^= hash >> 32;
        hash *= Multiplier;
        return (hash ^ (hash >> 29)) & ~KindMask;
    }

    /// <inheritdoc cref="HashOf(ReadOnlySpan{byte})"/>
    public static ulong HashOf(string path)
    {
        Span<byte> buffer = stackalloc byte[512];
        return Encoding.UTF8.TryGetBytes(path, buffer, out var length) ? HashOf(buffer[..length]) : HashOf(Encoding.UTF8.GetBytes(path));
    }

    private bool Has(ulong value) => Array.BinarySearch(_sorted, value) >= 0;

    /// <summary>Collects the entries of one layer.</summary>
    internal sealed class Builder(ScanMeter meter)
    {
        // directories seen lately; archives go through a tree in order, so few are noted twice
        private readonly ulong[] _recent = new ulong[1 << 10];
        private readonly List<ulong[]> _chunks = [];
        private int _inLast;

        /// <summary>Adds an entry, and the directories above it, which need no entries of their own.</summary>
        public void Add(ReadOnlySpan<byte> path, ulong hash, bool isDirectory)
        {
            Add(hash | (isDirectory ? Directory : Other));
            for (var slash = path.LastIndexOf((byte)'/'); slash > 0; slash = path[..slash].LastIndexOf((byte)'/'))
            {
                var parent = HashOf(path[..slash]);
                ref var recent = ref _recent[(parent >> 2) % (ulong)_recent.Length];
                if (recent == parent)
                {
                    return;
                }

                recent = parent;
                meter.CountEntry();
                Add(parent | Implied);
            }
        }

        public EntryIndex Build()
        {
            var all = new ulong[_chunks.Sum(c => c.Length) - (_chunks.Count == 0 ? 0 : _chunks[^1].Length - _inLast)];
            var at = 0;
            foreach (var chunk in _chunks)
            {
                var count = Math.Min(chunk.Length, all.Length - at);
                chunk.AsSpan(0, count).CopyTo(all.AsSpan(at));
                at += count;
            }

            _chunks.Clear();
            Array.Sort(all);
            return new EntryIndex(all);
        }

        // chunks, because a list that doubles would need three times the memory for a moment
        private void Add(ulong value)
        {
            if (_chunks.Count == 0 || _inLast == _chunks[^1].Length)
            {
                _chunks.Add(new ulong[_chunks.Count == 0 ? 1 << 10 : 1 << 16]);
                _inLast = 0;
            }

            _chunks[^1][_inLast++] = value;
        }
    }
}
