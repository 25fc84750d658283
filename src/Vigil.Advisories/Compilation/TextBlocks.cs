using System.IO.Compression;
using Vigil.Advisories.Store;

namespace Vigil.Advisories.Compilation;

/// <summary>
/// Builds the section of the long texts: so many of them compressed together that similar ones help each other and one is found quickly. Where a block
/// ends is decided by its last text, so that a text more or less changes its own block and no other.
/// </summary>
internal sealed class TextBlocks(SpillSpace space)
{
    /// <summary>At this length a block ends, whatever its last text is.</summary>
    private const int LongestBlock = 1 << 16;

    // one text in so many ends a block
    private const uint TextsInBlock = 16;

    private readonly BlobTableBuilder _blocks = new(space);
    private readonly ByteWriter _texts = new();

    /// <summary>Whether a block begins with the next text.</summary>
    public bool IsAtStart => _texts.Length == 0;

    /// <summary>Takes a text, and appends to the entry that has it where it is; nothing when it is empty.</summary>
    public void Append(ReadOnlySpan<byte> text, ByteWriter entry)
    {
        if (text.IsEmpty)
        {
            return;
        }

        entry.Number(_blocks.Count);
        entry.Number(_texts.Length);
        _texts.Bytes(text);
        if (_texts.Length >= LongestBlock || StoreFile.Checksum(0, text) % TextsInBlock == 0)
        {
            CloseBlock();
        }
    }

    /// <summary>Takes a whole block of another generation as it is.</summary>
    /// <returns>Its number.</returns>
    public int AppendBlock(ReadOnlySpan<byte> block) => _blocks.Add(block);

    /// <summary>The section, in pieces.</summary>
    public SpillBuffer[] ToSection()
    {
        CloseBlock();
        return _blocks.ToSection();
    }

    private void CloseBlock()
    {
        if (_texts.Length == 0)
        {
            return;
        }

        var block = new ByteWriter();
        block.Number(_texts.Length);
        using var compressed = new MemoryStream();
        using (var deflate = new DeflateStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(_texts.Written);
        }

        block.Bytes(compressed.GetBuffer().AsSpan(0, (int)compressed.Length));
        _blocks.Add(block.Written);
        _texts.Truncate();
    }
}
