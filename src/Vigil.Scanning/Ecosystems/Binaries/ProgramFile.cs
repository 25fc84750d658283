using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Binaries;

/// <summary>A compiled program or library, of which only the parts are read that tell of packages.</summary>
internal sealed class ProgramFile
{
    // tables stand in the first kibibytes; data is kept as far as memory allows when the file passes by in a stream
    private const int HeadBytes = 64 << 10, NamesBytes = 64 << 10;
    private const long MaxKeptBytes = 32L << 20;

    private readonly FileContent _content;

    private ProgramFile(FileContent content, ProgramLayout layout)
    {
        _content = content;
        Layout = layout with { Segments = [.. layout.Segments.Where(segment => segment.Offset >= 0 && segment.Offset < content.Length).Select(segment => Within(segment, content.Length))] };
    }

    /// <summary>Where what lies; whatever the header says, no segment goes beyond the end of the file.</summary>
    public ProgramLayout Layout { get; }

    /// <summary>Size, bytes.</summary>
    public long Length => _content.Length;

    /// <summary>Opens a file and gives the programs in it: none when it is something else, several when it holds one for each processor.</summary>
    public static void ForEach(FileContent content, Action<ProgramFile> read)
    {
        Span<byte> magic = stackalloc byte[4];
        if (content.ReadAt(0, magic) < magic.Length || !IsProgram(magic))
        {
            return;
        }

        if (!content.IsForwardOnly)
        {
            Read(content).ForEach(read);
            return;
        }

        using var pieces = new KeptPieces(content.OpenForward(), content.Length);
        Read(pieces).ForEach(read);
    }

    /// <summary>Reads a piece of the file; fewer bytes at its end, and where a stream had to pass over it.</summary>
    public int ReadAt(long offset, Span<byte> buffer) => offset < 0 || offset >= Length ? 0 : _content.ReadAt(offset, buffer);

    /// <summary>Keeps a piece of a file that passes by in a stream; of others everything can be read.</summary>
    public void Keep(long offset, long count) => (_content as KeptPieces)?.Keep(offset, count);

    /// <summary>Keeps what follows the next place where a text stands, and a few bytes before it, of a file that passes by in a stream.</summary>
    public void KeepFrom(ReadOnlySpan<byte> text, int count) => (_content as KeptPieces)?.KeepFrom(text, count);

    /// <summary>Reads a section.</summary>
    /// <returns><see langword="null"/> when it is longer than <paramref name="maxBytes"/>, not whole, or was passed over.</returns>
    public byte[]? ReadSection(ProgramSection section, int maxBytes)
    {
        if (section.Length is < 0 || section.Length > maxBytes)
        {
            return null;
        }

        var bytes = new byte[section.Length];
        return ReadAt(section.Offset, bytes) == bytes.Length ? bytes : null;
    }

    /// <summary>Where in the file an address of the running program lies; -1 when nowhere.</summary>
    public long OffsetOf(ulong address)
    {
        foreach (var segment in Layout.Segments)
        {
            if (address >= segment.Address && address - segment.Address < (ulong)Math.Max(0, segment.Length))
            {
                return segment.Offset + (long)(address - segment.Address);
            }
        }

        return -1;
    }

    private static ProgramSegment Within(ProgramSegment segment, long end) => segment with { Length = Math.Clamp(segment.Length, 0, end - segment.Offset) };

    private static bool IsProgram(ReadOnlySpan<byte> magic) =>
        magic.SequenceEqual(ElfLayout.Magic) || magic.StartsWith(PeLayout.Magic) || MachLayout.IsProgram(magic)
        || magic.SequenceEqual((ReadOnlySpan<byte>)[0xCA, 0xFE, 0xBA, 0xBE]);

    private static List<ProgramFile> Read(FileContent content)
    {
        var head = Head(content, 0);
        if (MachLayout.ProgramsOf(head) is { Count: > 0 } starts)
        {
            return [.. starts.Order().Where(start => start < content.Length).Select(start => (Start: start, Head: Head(content, start)))
                .Where(program => MachLayout.IsProgram(program.Head))
                .Select(program => ReadParts(content, MachLayout.Read(program.Head, program.Start)))];
        }

        var layout = head.AsSpan() switch
        {
            var bytes when bytes.StartsWith(ElfLayout.Magic) => ElfLayout.ReadSegments(bytes),
            var bytes when bytes.StartsWith(PeLayout.Magic) => PeLayout.Read(bytes),
            var bytes when MachLayout.IsProgram(bytes) => MachLayout.Read(bytes, start: 0),
            _ => null,
        };
        return layout is null ? [] : [ReadParts(content, layout)];
    }

    private static byte[] Head(FileContent content, long start)
    {
        (content as KeptPieces)?.Keep(start, HeadBytes);
        var head = new byte[(int)Math.Clamp(content.Length - start, 0, HeadBytes)];
        return head[..content.ReadAt(start, head)];
    }

    private static ProgramFile ReadParts(FileContent content, ProgramLayout layout)
    {
        if (content is KeptPieces pieces)
        {
            foreach (var (offset, length) in Telling(layout).Where(part => part.Offset >= 0 && part.Length > 0).OrderBy(part => part.Offset))
            {
                pieces.Keep(offset, length);
            }
        }

        return new ProgramFile(content, layout.SectionTableOffset > 0 ? ElfLayout.WithSections(layout, content) : layout);
    }

    // data without code, that which the program may change first: there Go keeps what it says of itself
    private static List<(long Offset, long Length)> Telling(ProgramLayout layout)
    {
        var left = MaxKeptBytes;
        var parts = new List<(long Offset, long Length)>();
        foreach (var segment in layout.Segments.Where(segment => !segment.IsCode && segment.Length > 0).OrderBy(segment => !segment.IsWritable).ThenBy(segment => segment.Length))
        {
            var length = Math.Min(segment.Length, left);
            parts.Add((segment.Offset, length));
            left -= length;
        }

        if (layout.SectionTableOffset > 0)
        {
            parts.Add((Math.Max(0, layout.SectionTableOffset - NamesBytes), NamesBytes + (layout.SectionTableEntries * 64L)));
        }

        return parts;
    }
}
