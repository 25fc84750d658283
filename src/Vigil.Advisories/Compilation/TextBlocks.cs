using System.IO.Compression;
using Vigil.Advisories.Store;

namespace Vigil.Advisories.Compilation;

/// <summary>Builds the section of the long texts: so many of them compressed together that similar ones help each other and one is found quickly.</summary>
internal sealed class TextBlocks(SpillSpace space)
{
    private const int BlockBytes = 1 << 16;

    private readonly BlobTableBuilder _blocks = new(space);
    private readonly ByteWriter _texts = new();

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
        if (_texts.Length >= BlockBytes)
        {
            CloseBlock();
        }
    }

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
