namespace Vigil.Scanning.Artifacts.Tar;

/// <summary>The fields of one 512-byte header block: v7, ustar (POSIX.1-1988), GNU and star layouts.</summary>
internal readonly ref struct TarHeader(ReadOnlySpan<byte> block)
{
    public const int BlockSize = 512;
    public const int ChecksumOffset = 148;

    private readonly ReadOnlySpan<byte> _block = block;

    public ReadOnlySpan<byte> Name => Text(0, 100);

    public ReadOnlySpan<byte> Mode => _block.Slice(100, 8);

    public ReadOnlySpan<byte> Size => _block.Slice(124, 12);

    public byte Type => _block[156];

    public ReadOnlySpan<byte> LinkName => Text(157, 100);

    /// <summary>First part of a name that does not fit into <see cref="Name"/>; GNU headers use its place for other things.</summary>
    public ReadOnlySpan<byte> Prefix => !_block.Slice(257, 6).SequenceEqual("ustar\0"u8) ? default
        : _block.Slice(508, 4).SequenceEqual("tar\0"u8) ? Text(345, 131)
        : Text(345, 155);

    public ReadOnlySpan<byte> GnuSparsePairs => _block.Slice(386, 4 * 24);

    public bool GnuSparseIsExtended => _block[482] != 0;

    public ReadOnlySpan<byte> GnuRealSize => _block.Slice(483, 12);

    private ReadOnlySpan<byte> Text(int offset, int length)
    {
        var field = _block.Slice(offset, length);
        var end = field.IndexOf((byte)0);
        return end < 0 ? field : field[..end];
    }
}
