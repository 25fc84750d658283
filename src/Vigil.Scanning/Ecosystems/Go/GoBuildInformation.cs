using System.Text;
using Vigil.Scanning.Ecosystems.Binaries;

namespace Vigil.Scanning.Ecosystems.Go;

/// <summary>What the Go linker writes into every program: the version of Go, and the modules that the program is made of.</summary>
/// <seealso href="https://pkg.go.dev/debug/buildinfo"/>
/// <param name="GoVersion">As stated: <c>go1.22.1</c>, <c>devel go1.20-abc</c>.</param>
/// <param name="Modules">Lines of fields parted by tabs; empty for programs that were built without modules.</param>
internal sealed record GoBuildInformation(string GoVersion, string Modules)
{
    private const int Alignment = 16, HeaderBytes = 32, MaxTextBytes = 8 << 20, SearchedBytes = 64 << 20;

    // what stands around the text of modules, so that tools can find it
    private const int Sentinel = 16;

    private const byte BigEndianFlag = 1, InlineFlag = 2;

    private static ReadOnlySpan<byte> Magic => [0xFF, (byte)' ', (byte)'G', (byte)'o', (byte)' ', (byte)'b', (byte)'u', (byte)'i', (byte)'l', (byte)'d', (byte)'i', (byte)'n', (byte)'f', (byte)':'];

    /// <summary>Finds and reads it.</summary>
    /// <returns><see langword="null"/> where the program is not written in Go.</returns>
    /// <exception cref="InvalidDataException">It is there and damaged.</exception>
    public static GoBuildInformation? Read(ProgramFile program)
    {
        foreach (var (offset, length) in Places(program))
        {
            if (Find(program, offset, length) is var at and >= 0)
            {
                return ReadAt(program, at);
            }
        }

        return null;
    }

    // a section of its own; without a table of sections, it stands in the data that the program may change
    private static IEnumerable<(long Offset, long Length)> Places(ProgramFile program)
    {
        var layout = program.Layout;
        var section = layout.Section(".go.buildinfo") ?? layout.Section("__go_buildinfo");
        if (section is { } named)
        {
            return [(named.Offset, Math.Max(named.Length, HeaderBytes))];
        }

        return layout.SectionTableOffset > 0 && layout.Sections.Count > 0
            ? []
            : layout.Segments.Where(segment => segment.IsWritable).Select(segment => (segment.Offset, segment.Length));
    }

    private static long Find(ProgramFile program, long offset, long length)
    {
        var piece = new byte[(int)Math.Clamp(length, 0, 1 << 20)];
        var end = offset + Math.Min(length, SearchedBytes);
        for (var start = offset; start < end;)
        {
            var bytes = piece.AsSpan(0, program.ReadAt(start, piece));
            for (var at = 0; bytes[at..].IndexOf(Magic) is var next and >= 0; at += next + 1)
            {
                if ((start + at + next - offset) % Alignment == 0)
                {
                    return start + at + next;
                }
            }

            if (bytes.Length < piece.Length || bytes.Length <= HeaderBytes)
            {
                return -1;
            }

            start += bytes.Length - HeaderBytes; // it may lie across two pieces
        }

        return -1;
    }

    private static GoBuildInformation ReadAt(ProgramFile program, long offset)
    {
        var header = new byte[HeaderBytes];
        if (program.ReadAt(offset, header) < header.Length)
        {
            throw new InvalidDataException("The build information of Go is cut off.");
        }

        var flags = header[15];
        if ((flags & InlineFlag) != 0)
        {
            var at = offset + HeaderBytes;
            var version = ReadCounted(program, ref at);
            return new GoBuildInformation(Encoding.UTF8.GetString(version), TextOf(ReadCounted(program, ref at)));
        }

        // before Go 1.18 the header points to two strings, which are an address and a length
        var is64 = header[14] == 8;
        var bytes = new BinaryBytes(header, (flags & BigEndianFlag) != 0, is64);
        return new GoBuildInformation(
            Encoding.UTF8.GetString(ReadPointed(program, bytes.Word(16), (flags & BigEndianFlag) != 0, is64)),
            TextOf(ReadPointed(program, bytes.Word(is64 ? 24 : 20), (flags & BigEndianFlag) != 0, is64)));
    }

    private static byte[] ReadCounted(ProgramFile program, ref long at)
    {
        Span<byte> count = stackalloc byte[10];
        count = count[..program.ReadAt(at, count)];
        ulong length = 0;
        var used = 0;
        while (used < count.Length)
        {
            length |= (ulong)(count[used] & 0x7F) << (7 * used);
            if (count[used++] < 0x80)
            {
                break;
            }
        }

        var text = ReadText(program, at + used, length);
        at += used + text.Length;
        return text;
    }

    private static byte[] ReadPointed(ProgramFile program, ulong address, bool isBigEndian, bool is64)
    {
        var pointer = new byte[16];
        if (address == 0 || program.ReadAt(program.OffsetOf(address), pointer) < pointer.Length)
        {
            return [];
        }

        var bytes = new BinaryBytes(pointer, isBigEndian, is64);
        return bytes.Word(is64 ? 8 : 4) is var length and > 0 ? ReadText(program, program.OffsetOf(bytes.Word(0)), length) : [];
    }

    private static byte[] ReadText(ProgramFile program, long offset, ulong length)
    {
        if (length > MaxTextBytes)
        {
            throw new InvalidDataException($"The build information of Go is said to have {length} bytes.");
        }

        var text = new byte[length];
        return program.ReadAt(offset, text) == text.Length ? text : throw new InvalidDataException("The build information of Go is cut off.");
    }

    private static string TextOf(ReadOnlySpan<byte> wrapped) => wrapped.Length > 2 * Sentinel && wrapped[^(Sentinel + 1)] == (byte)'\n'
        ? Encoding.UTF8.GetString(wrapped[Sentinel..^Sentinel])
        : "";
}
