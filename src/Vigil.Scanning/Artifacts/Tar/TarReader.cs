namespace Vigil.Scanning.Artifacts.Tar;

/// <summary>Reads a tar stream entry by entry: ustar, PAX, GNU and v7 archives, sparse files of all four forms.</summary>
/// <remarks>
/// Nothing is allocated for an entry. Content that nobody asks for is passed over.
/// Formats: POSIX.1-2001 pax, and "Basic Tar Format" with its extensions in the GNU tar manual.
/// </remarks>
/// <exception cref="InvalidDataException">The stream ends within an entry or a header is no header.</exception>
internal sealed class TarReader(Stream stream, int maxPathBytes, CancellationToken cancellation) : IDisposable
{
    // a PAX header holds a path, a link and a sparse map; a name longer than this is refused anyway
    private const int MaxExtendedHeader = 1 << 20;

    private readonly TarBlocks _blocks = new(stream, cancellation);
    private long _stored;
    private long _padding;
    private readonly TarName _name = new(maxPathBytes);
    private readonly TarName _link = new(maxPathBytes);
    private PaxOverrides _pax;
    private SparseMap? _sparse;
    private int _part;
    private long _partAt;
    private long _position;

    /// <summary>What the entry makes.</summary>
    public TarEntryKind Kind { get; private set; }

    /// <summary>Path in the form of <see cref="EntryPath"/>, bytes as stored; empty for the root.</summary>
    public ReadOnlySpan<byte> Path => _name.Bytes;

    /// <summary>Target of a link as stored; of a hard link in the form of <see cref="EntryPath"/>.</summary>
    public ReadOnlySpan<byte> LinkTarget => _link.Bytes;

    /// <summary>Size of the content with all holes of a sparse file, bytes.</summary>
    public long Length { get; private set; }

    /// <summary>Unix permission bits.</summary>
    public int Mode { get; private set; }

    /// <summary>Why the entry is <see cref="TarEntryKind.Unusable"/>.</summary>
    public string Problem { get; private set; } = "";

    /// <summary>Where in the stream the content begins that is read next.</summary>
    public long DataOffset => _blocks.Offset;

    /// <summary>Moves to the next entry.</summary>
    /// <returns><see langword="false"/> at the end of the archive: a block of zeros, or the end of the stream where a header may stand.</returns>
    public bool MoveNext()
    {
        SkipContent();
        _name.Clear();
        _link.Clear();
        _pax = default;
        _sparse = null;
        Problem = "";
        while (_blocks.TryRead(out var block) && block.ContainsAnyExcept((byte)0))
        {
            if (!TarNumber.ChecksumIsRight(block))
            {
                throw new InvalidDataException($"What stands at offset {DataOffset - TarHeader.BlockSize} of the archive is no tar header.");
            }

            var header = new TarHeader(block);
            if (!TarNumber.TryParse(header.Size, out var size) || size > long.MaxValue - TarHeader.BlockSize)
            {
                throw new InvalidDataException($"The entry at offset {DataOffset - TarHeader.BlockSize} of the archive has no valid size.");
            }

            switch (header.Type)
            {
                case (byte)'x' or (byte)'X':
                    ReadPax(ReadExtendedHeader(size));
                    break;
                case (byte)'L':
                    _name.Offer(TrimZeros(ReadExtendedHeader(size)), rank: 1);
                    break;
                case (byte)'K':
                    _link.Offer(TrimZeros(ReadExtendedHeader(size)), rank: 1);
                    break;
                case 0 or (byte)'0' or (byte)'7' or (>= (byte)'1' and <= (byte)'6') or (byte)'S' or (byte)'D':
                    StartEntry(header, _pax.Size ?? size);
                    return true;
                default:
                    // global headers, volume labels, vendor types: passed over with their content
                    _blocks.Skip(Padded(size));
                    break;
            }
        }

        return false;
    }

    /// <summary>Reads on in the content of the entry.</summary>
    /// <returns>Bytes read; 0 only at the end of the content.</returns>
    public int Read(Span<byte> buffer)
    {
        buffer = buffer[..(int)Math.Min(buffer.Length, Length - _position)];
        if (buffer.IsEmpty)
        {
            return 0;
        }

        var count = _sparse is null ? ReadStored(buffer) : ReadSparse(buffer, _sparse);
        _position += count;
        return count;
    }

    /// <summary>Reads what follows the archive, so that whoever counts or hashes the stream sees all of it.</summary>
    public void Drain()
    {
        SkipContent();
        _blocks.Drain();
    }

    /// <inheritdoc/>
    public void Dispose() => _blocks.Dispose();

    private void StartEntry(TarHeader header, long size)
    {
        Kind = header.Type switch
        {
            (byte)'1' => TarEntryKind.HardLink,
            (byte)'2' => TarEntryKind.SymbolicLink,
            (byte)'3' or (byte)'4' or (byte)'6' => TarEntryKind.Special,
            (byte)'5' or (byte)'D' => TarEntryKind.Directory,
            _ => TarEntryKind.File,
        };
        // links, devices and directories may state a size; no writer stores content for them
        _stored = header.Type is >= (byte)'1' and <= (byte)'6' ? 0 : size;
        _padding = Padded(_stored) - _stored;
        _position = 0;
        _part = 0;
        _partAt = 0;
        Length = _stored;
        Mode = TarNumber.TryParse(header.Mode, out var mode) ? (int)(mode & 0xFFF) : 0;
        _name.Offer(header.Prefix, header.Name);
        _link.Offer(header.LinkName, rank: 0);
        if (Kind == TarEntryKind.File && _name.Bytes is [.., (byte)'/'])
        {
            Kind = TarEntryKind.Directory;
        }

        if (Kind == TarEntryKind.File && !TryStartSparse(header))
        {
            Refuse("its sparse map contradicts itself");
        }

        CheckNames();
    }

    private void CheckNames()
    {
        if (_pax.IsBroken)
        {
            Refuse("its extended header is damaged or too large");
        }
        else if (_name.IsTooLong || _link.IsTooLong)
        {
            Refuse($"its path is longer than {maxPathBytes} bytes");
        }
        else if (!_name.TryNormalize() || (Kind == TarEntryKind.HardLink && !_link.TryNormalize()))
        {
            Refuse("its path leads out of the archive");
        }
    }

    private void Refuse(string problem)
    {
        Kind = TarEntryKind.Unusable;
        Problem = problem;
    }

    private bool TryStartSparse(TarHeader header)
    {
        if (header.Type == (byte)'S')
        {
            return TryStartGnuSparse(header);
        }

        if (!_pax.IsSparse)
        {
            return true;
        }

        _sparse = _pax.Map ?? new SparseMap();
        Length = _pax.RealSize ?? Length;
        return !_pax.MapIsBroken && (!_pax.MapIsInContent || TryReadStoredMap(_sparse)) && _sparse.Fits(Length, _stored);
    }

    private bool TryStartGnuSparse(TarHeader header)
    {
        _sparse = new SparseMap();
        var isValid = TarNumber.TryParse(header.GnuRealSize, out var realSize) && _sparse.TryAddGnuPairs(header.GnuSparsePairs);
        for (var more = header.GnuSparseIsExtended; more;)
        {
            if (!_blocks.TryRead(out var block))
            {
                throw TarBlocks.Truncated();
            }

            isValid = isValid && _sparse.TryAddGnuPairs(block[..504]);
            more = block[504] != 0;
        }

        Length = isValid ? realSize : 0;
        return isValid && _sparse.Fits(realSize, _stored);
    }

    // PAX 1.0: decimal lines at the head of the content (a count, then offset and length of each part), padded to a block
    private bool TryReadStoredMap(SparseMap map)
    {
        long count = -1, offset = -1, number = 0;
        var digits = 0;
        while (count < 0 || map.Parts.Count < count)
        {
            if (_stored < TarHeader.BlockSize || !_blocks.TryRead(out var block))
            {
                return false;
            }

            _stored -= TarHeader.BlockSize;
            foreach (var c in block)
            {
                if (c is >= (byte)'0' and <= (byte)'9' && digits++ < 18)
                {
                    number = (number * 10) + (c - '0');
                    continue;
                }

                if (c != '\n' || digits == 0)
                {
                    return false;
                }

                if (count < 0)
                {
                    count = number;
                }
                else if (offset < 0)
                {
                    offset = number;
                }
                else if (!map.TryAdd(offset, number))
                {
                    return false;
                }
                else
                {
                    offset = -1;
                }

                (number, digits) = (0, 0);
                if (map.Parts.Count == count)
                {
                    break;
                }
            }
        }

        return true;
    }

    private int ReadSparse(Span<byte> buffer, SparseMap map)
    {
        while (_part < map.Parts.Count && map.Parts[_part].Length == _partAt)
        {
            _part++;
            _partAt = 0;
        }

        var part = _part < map.Parts.Count ? map.Parts[_part] : (Offset: Length, Length: 0);
        var hole = part.Offset + _partAt - _position;
        if (hole > 0)
        {
            buffer = buffer[..(int)Math.Min(buffer.Length, hole)];
            buffer.Clear();
            return buffer.Length;
        }

        var count = ReadStored(buffer[..(int)Math.Min(buffer.Length, part.Length - _partAt)]);
        _partAt += count;
        return count;
    }

    private int ReadStored(Span<byte> buffer)
    {
        var count = _blocks.Read(buffer);
        _stored -= count;
        return count;
    }

    private void ReadPax(ReadOnlySpan<byte> records)
    {
        var walk = new PaxRecords(records);
        while (walk.MoveNext())
        {
            if (walk.Key.SequenceEqual("path"u8))
            {
                _name.Offer(walk.Value, rank: 2);
            }
            else if (walk.Key.SequenceEqual("GNU.sparse.name"u8))
            {
                _name.Offer(walk.Value, rank: 3);
            }
            else if (walk.Key.SequenceEqual("linkpath"u8))
            {
                _link.Offer(walk.Value, rank: 2);
            }
            else
            {
                _pax.Take(walk.Key, walk.Value);
            }
        }

        _pax.IsBroken |= walk.IsBroken;
    }

    // valid until the next read
    private ReadOnlySpan<byte> ReadExtendedHeader(long size)
    {
        if (size > MaxExtendedHeader)
        {
            _blocks.Skip(Padded(size));
            _pax.IsBroken = true;
            return default;
        }

        return _blocks.TryRead((int)Padded(size), out var content) ? content[..(int)size] : throw TarBlocks.Truncated();
    }

    // forgotten before it is passed over: where that fails, there is no content left to speak of
    private void SkipContent()
    {
        var rest = _stored + _padding;
        _stored = _padding = 0;
        _blocks.Skip(rest);
    }

    private static long Padded(long size) => (size + TarHeader.BlockSize - 1) & -TarHeader.BlockSize;

    private static ReadOnlySpan<byte> TrimZeros(ReadOnlySpan<byte> name)
    {
        var end = name.IndexOf((byte)0);
        return end < 0 ? name : name[..end];
    }
}
