namespace Vigil.Scanning.Artifacts.Tar;

/// <summary>A path that several headers may state before the entry comes; the highest rank wins.</summary>
internal sealed class TarName(int maxBytes)
{
    private byte[] _bytes = new byte[256];
    private int _length;
    private int _rank = -1;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>Whether the path that won is over the bound; it is then cut.</summary>
    public bool IsTooLong { get; private set; }

    public void Clear() => (_length, _rank, IsTooLong) = (0, -1, false);

    /// <summary>Takes a path unless one of higher rank is there: 0 the header's own, 1 GNU long name, 2 PAX, 3 name of a sparse file.</summary>
    public void Offer(ReadOnlySpan<byte> path, int rank)
    {
        if (rank < _rank)
        {
            return;
        }

        _rank = rank;
        _length = 0;
        IsTooLong = false;
        Append(path);
    }

    /// <summary>Takes the header's own name in its two parts.</summary>
    public void Offer(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> name)
    {
        if (_rank > 0)
        {
            return;
        }

        Offer(prefix, rank: 0);
        if (!prefix.IsEmpty)
        {
            Append("/"u8);
        }

        Append(name);
    }

    /// <inheritdoc cref="EntryPath.TryNormalize"/>
    public bool TryNormalize() => EntryPath.TryNormalize(_bytes.AsSpan(0, _length), out _length);

    private void Append(ReadOnlySpan<byte> part)
    {
        IsTooLong |= _length + part.Length > maxBytes;
        part = part[..Math.Min(part.Length, maxBytes - _length)];
        if (_bytes.Length < _length + part.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + part.Length));
        }

        part.CopyTo(_bytes.AsSpan(_length));
        _length += part.Length;
    }
}
