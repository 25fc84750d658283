using System.IO.Compression;
using Vigil.Advisories.Store;

namespace Vigil.Advisories.Compilation;

/// <summary>
/// Builds the section of the long texts: so many of them compressed together that similar ones help each other and one is found quickly. Where a block
/// ends is decided by its last text, so that a text more or less changes its own block and no other.
/// </summary>
internal sealed class TextBlocks(BlobTableBuilder blocks)
{
    /// <summary>At this length a block ends, whatever its last text is.</summary>
    private const int LongestBlock = 1 << 16;

    // one text in so many ends a block
    private const uint TextsInBlock = 16;

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

        Point(_texts.Length, entry);
        _texts.Bytes(text);
        if (_texts.Length >= LongestBlock || StoreFile.Checksum(0, text) % TextsInBlock == 0)
        {
            CloseBlock();
        }
    }

    /// <summary>Appends to an entry that its text begins at a place of the block at hand.</summary>
    public void Point(int start, ByteWriter entry)
    {
        entry.Number(blocks.Count);
        entry.Number(start);
    }

    /// <summary>Takes a whole block of another generation as it is.</summary>
    public void AppendBlock(ReadOnlySpan<byte> block) => blocks.Add(block);

    /// <summary>Begins the block with texts that are pointed to already and did not end one.</summary>
    public void Resume(ReadOnlySpan<byte> texts) => _texts.Bytes(texts);

    /// <summary>Ends the section.</summary>
    public void Close()
    {
        CloseBlock();
        blocks.Close();
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
        blocks.Add(block.Written);
        _texts.Truncate();
    }
}
