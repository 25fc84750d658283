using System.Text;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Binaries;

/// <summary>Reads the tables of an ELF file (System V ABI, chapters 4 and 5): that of the segments near its start, that of the sections at its end.</summary>
internal static class ElfLayout
{
    private const int MaxSegments = 256, MaxSections = 4_096, MaxNames = 1 << 20;
    private const uint LoadedSegment = 1, ExecuteFlag = 1, WriteFlag = 2, NoBits = 8;

    public static ReadOnlySpan<byte> Magic => "\u007FELF"u8;

    /// <summary>Reads the header and the segments.</summary>
    /// <param name="head">The first bytes of the file.</param>
    public static ProgramLayout ReadSegments(ReadOnlySpan<byte> head)
    {
        var (is64, isBig) = (head.Length > 5 && head[4] == 2, head.Length > 5 && head[5] == 2);
        var bytes = new BinaryBytes(head, isBig, is64);
        var table = (long)bytes.Word(is64 ? 32 : 28);
        var entrySize = bytes.UInt16(is64 ? 54 : 42);
        var segments = new List<ProgramSegment>();
        for (var i = 0; i < Math.Min((int)bytes.UInt16(is64 ? 56 : 44), MaxSegments); i++)
        {
            var at = table + ((long)i * entrySize);
            if (bytes.UInt32(at) == LoadedSegment)
            {
                var flags = bytes.UInt32(at + (is64 ? 4 : 24));
                segments.Add(new ProgramSegment(
                    bytes.Word(at + (is64 ? 16 : 8)),
                    (long)bytes.Word(at + (is64 ? 8 : 4)),
                    (long)bytes.Word(at + (is64 ? 32 : 16)),
                    (flags & WriteFlag) != 0,
                    (flags & ExecuteFlag) != 0));
            }
        }

        return new ProgramLayout
        {
            IsBigEndian = isBig,
            Is64Bit = is64,
            Segments = segments,
            SectionTableOffset = (long)bytes.Word(is64 ? 40 : 32),
            SectionTableEntries = Math.Min((int)bytes.UInt16(is64 ? 60 : 48), MaxSections),
            SectionNamesEntry = bytes.UInt16(is64 ? 62 : 50),
        };
    }

    /// <summary>Adds the sections.</summary>
    public static ProgramLayout WithSections(ProgramLayout layout, FileContent file)
    {
        var entrySize = layout.Is64Bit ? 64 : 40;
        if (layout.SectionTableOffset <= 0 || layout.SectionTableOffset >= file.Length)
        {
            return layout;
        }

        var table = new byte[layout.SectionTableEntries * entrySize];
        var bytes = new BinaryBytes(table.AsSpan(0, file.ReadAt(layout.SectionTableOffset, table)), layout.IsBigEndian, layout.Is64Bit);
        var names = ReadNames(bytes, layout, file, entrySize);
        var sections = new List<ProgramSection>();
        for (var i = 0; i < layout.SectionTableEntries; i++)
        {
            var at = (long)i * entrySize;
            var (offset, length) = Place(bytes, at, layout.Is64Bit);
            if (bytes.UInt32(at + 4) is not (0 or NoBits) && NameAt(names, bytes.UInt32(at)) is { Length: > 0 } name)
            {
                sections.Add(new ProgramSection(name, offset, length));
            }
        }

        return layout with { Sections = sections };
    }

    private static byte[] ReadNames(BinaryBytes table, ProgramLayout layout, FileContent file, int entrySize)
    {
        var (offset, length) = Place(table, (long)layout.SectionNamesEntry * entrySize, layout.Is64Bit);
        if (offset <= 0 || offset >= file.Length || length is <= 0 or > MaxNames)
        {
            return [];
        }

        var names = new byte[length];
        return names[..file.ReadAt(offset, names)];
    }

    private static (long Offset, long Length) Place(BinaryBytes table, long entry, bool is64) =>
        ((long)table.Word(entry + (is64 ? 24 : 16)), (long)table.Word(entry + (is64 ? 32 : 20)));

    private static string NameAt(byte[] names, uint at)
    {
        if (at >= names.Length)
        {
            return "";
        }

        var rest = names.AsSpan((int)at);
        var end = rest.IndexOf((byte)0);
        return Encoding.Latin1.GetString(end < 0 ? rest : rest[..end]);
    }
}
