using System.Numerics;

namespace Vigil.Scanning.Ecosystems.Rpm;

/// <summary>The memory into which the parts of one header after another are put together.</summary>
/// <remarks>
/// No two headers share bytes of the database, so all of them together cannot be longer than it: a file that claims otherwise is cyclic,
/// and the work it can cause is bounded.
/// </remarks>
/// <param name="fileLength">Size of the database, bytes.</param>
internal sealed class HeaderBuffer(long fileLength)
{
    // rpm itself refuses headers of more than 256 MiB; the largest seen (texlive) have a tenth of this.
    private const int MaxBytes = 64 << 20;

    private byte[] _bytes = new byte[64 << 10];
    private long _taken;

    /// <summary>Memory for a header of the length; it replaces the one before.</summary>
    /// <exception cref="InvalidDataException">No header of this length can be in the file.</exception>
    public Span<byte> Take(ulong length)
    {
        if (length == 0 || length > MaxBytes || length > (ulong)(fileLength - _taken))
        {
            throw new InvalidDataException($"An entry claims {length} bytes, which cannot be in a database of {fileLength} bytes.");
        }

        _taken += (long)length;
        if (_bytes.Length < (int)length)
        {
            _bytes = new byte[BitOperations.RoundUpToPowerOf2((uint)length)];
        }

        return _bytes.AsSpan(0, (int)length);
    }
}
