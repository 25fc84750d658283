using System.Text;

namespace Vigil.Scanning.Ecosystems.Binaries;

/// <summary>Reads the section table of a Windows program (Microsoft PE and COFF Specification, sections 3 and 4).</summary>
internal static class PeLayout
{
    private const int MaxSections = 96, SectionBytes = 40;
    private const uint Code = 0x20, Initialized = 0x40, Write = 0x8000_0000;

    public static ReadOnlySpan<byte> Magic => "MZ"u8;

    /// <summary>Reads the table.</summary>
    /// <param name="head">The first bytes of the file.</param>
    /// <returns><see langword="null"/> where it is no such program.</returns>
    public static ProgramLayout? Read(ReadOnlySpan<byte> head)
    {
        var bytes = new BinaryBytes(head, isBigEndian: false, is64Bit: false);
        long header = bytes.UInt32(0x3C);
        if (bytes.UInt32(header) != 0x4550) // "PE\0\0"
        {
            return null;
        }

        var optional = header + 24;
        var is64 = bytes.UInt16(optional) == 0x20B;
        var imageBase = is64 ? bytes.UInt64(optional + 24) : bytes.UInt32(optional + 28);
        var table = optional + bytes.UInt16(header + 20);
        var segments = new List<ProgramSegment>();
        var sections = new List<ProgramSection>();
        for (var i = 0; i < Math.Min((int)bytes.UInt16(header + 6), MaxSections); i++)
        {
            var at = table + ((long)i * SectionBytes);
            if (at + SectionBytes > head.Length)
            {
                break;
            }

            var (offset, length, flags) = (bytes.UInt32(at + 20), bytes.UInt32(at + 16), bytes.UInt32(at + 36));
            sections.Add(new ProgramSection(Encoding.Latin1.GetString(head.Slice((int)at, 8).TrimEnd((byte)0)), offset, length));
            segments.Add(new ProgramSegment(
                imageBase + bytes.UInt32(at + 12), offset, length, (flags & Write) != 0 && (flags & Initialized) != 0, (flags & Code) != 0));
        }

        return new ProgramLayout { Is64Bit = is64, Segments = segments, Sections = sections };
    }
}
