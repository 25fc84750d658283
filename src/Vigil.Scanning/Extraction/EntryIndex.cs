using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Vigil.Scanning.Extraction;

/// <summary>Which paths a layer holds, at eight bytes an entry: enough to tell what it replaces below, without keeping the paths.</summary>
internal sealed class EntryIndex
{
    private const ulong DirectoryBit = 1;

    private readonly ulong[] _sorted;

    private EntryIndex(ulong[] sorted) => _sorted = sorted;

    /// <summary>Whether the layer has a directory at a path.</summary>
    public bool HasDirectory(ulong path) => Array.BinarySearch(_sorted, path | DirectoryBit) >= 0;

    /// <summary>Whether the layer has a file, link or device at a path.</summary>
    public bool HasOther(ulong path) => Array.BinarySearch(_sorted, path & ~DirectoryBit) >= 0;

    /// <summary>A 64-bit hash of a path; the lowest bit is free.</summary>
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
        return (hash ^ (hash >> 29)) & ~DirectoryBit;
    }

    /// <inheritdoc cref="HashOf(ReadOnlySpan{byte})"/>
    public static ulong HashOf(string path) => HashOf(Encoding.UTF8.GetBytes(path));

    /// <summary>Collects the entries of one layer.</summary>
    internal sealed class Builder
    {
        private readonly List<ulong[]> _chunks = [];
        private int _inLast;

        public void Add(ulong path, bool isDirectory)
        {
            // chunks, because a list that doubles would need three times the memory for a moment
            if (_chunks.Count == 0 || _inLast == _chunks[^1].Length)
            {
                _chunks.Add(new ulong[_chunks.Count == 0 ? 1 << 10 : 1 << 16]);
                _inLast = 0;
            }

            _chunks[^1][_inLast++] = isDirectory ? path | DirectoryBit : path;
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
    }
}
