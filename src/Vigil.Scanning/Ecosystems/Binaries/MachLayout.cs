using System.Buffers.Binary;
using System.Text;

namespace Vigil.Scanning.Ecosystems.Binaries;

/// <summary>Reads the load commands of a macOS program (<c>mach-o/loader.h</c>).</summary>
internal static class MachLayout
{
    private const int MaxCommands = 4_096, MaxSections = 255, MaxPrograms = 16;
    private const uint Magic32 = 0xFEED_FACE, Magic64 = 0xFEED_FACF, FatMagic = 0xCAFE_BABE;
    private const uint Segment32Command = 1, Segment64Command = 0x19, WriteFlag = 2, ExecuteFlag = 4;

    /// <summary>Whether the file begins like one program.</summary>
    public static bool IsProgram(ReadOnlySpan<byte> head) =>
        head.Length >= 4 && (BinaryPrimitives.ReadUInt32LittleEndian(head) is Magic32 or Magic64 || BinaryPrimitives.ReadUInt32BigEndian(head) is Magic32 or Magic64);

    /// <summary>Where the programs begin of a file that holds one for each processor; empty for other files. Java classes begin alike.</summary>
    public static IReadOnlyList<long> ProgramsOf(ReadOnlySpan<byte> head)
    {
        var bytes = new BinaryBytes(head, isBigEndian: true, is64Bit: false);
        var count = bytes.UInt32(4);
        return bytes.UInt32(0) == FatMagic && count <= MaxPrograms ? [.. Starts(bytes, (int)count)] : [];

        static List<long> Starts(BinaryBytes bytes, int count)
        {
            var starts = new List<long>();
            for (var i = 0; i < count; i++)
            {
                starts.Add(bytes.UInt32(8 + (i * 20) + 8));
            }

            return starts;
        }
    }

    /// <summary>Reads the commands.</summary>
    /// <param name="head">The first bytes of the program.</param>
    /// <param name="start">Where in the file it begins.</param>
    public static ProgramLayout Read(ReadOnlySpan<byte> head, long start)
    {
        var isBig = BinaryPrimitives.ReadUInt32BigEndian(head) is Magic32 or Magic64;
        var is64 = new BinaryBytes(head, isBig, is64Bit: false).UInt32(0) == Magic64;
        var bytes = new BinaryBytes(head, isBig, is64);
        var segments = new List<ProgramSegment>();
        var sections = new List<ProgramSection>();
        long at = is64 ? 32 : 28;
        for (var i = 0; i < Math.Min(bytes.UInt32(16), MaxCommands) && at < head.Length; i++)
        {
            if (bytes.UInt32(at) == (is64 ? Segment64Command : Segment32Command))
            {
                var protection = bytes.UInt32(at + (is64 ? 60 : 44));
                segments.Add(new ProgramSegment(
                    bytes.Word(at + 24),
                    start + (long)bytes.Word(at + (is64 ? 40 : 32)),
                    (long)bytes.Word(at + (is64 ? 48 : 36)),
                    (protection & WriteFlag) != 0,
                    (protection & ExecuteFlag) != 0));
                AddSections(head, bytes, at, is64, start, sections);
            }

            at += Math.Max(8, bytes.UInt32(at + 4));
        }

        return new ProgramLayout { IsBigEndian = isBig, Is64Bit = is64, Segments = segments, Sections = sections, Start = start };
    }

    private static void AddSections(ReadOnlySpan<byte> head, BinaryBytes bytes, long command, bool is64, long start, List<ProgramSection> sections)
    {
        var (table, size) = (command + (is64 ? 72 : 56), is64 ? 80 : 68);
        for (var i = 0; i < Math.Min(bytes.UInt32(command + (is64 ? 64 : 48)), MaxSections); i++)
        {
            var at = table + ((long)i * size);
            if (at + size > head.Length)
            {
                return;
            }

            var name = Encoding.Latin1.GetString(head.Slice((int)at, 16).TrimEnd((byte)0));
            sections.Add(new ProgramSection(name, start + bytes.UInt32(at + (is64 ? 48 : 40)), (long)bytes.Word(at + (is64 ? 40 : 36))));
        }
    }
}
