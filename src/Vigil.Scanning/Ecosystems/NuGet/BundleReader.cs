using System.Buffers.Binary;
using Vigil.Scanning.Ecosystems.Binaries;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.NuGet;

/// <summary>
/// Reads the <c>deps.json</c> inside a program that was published as a single file: its libraries are appended to the host, and a mark in the host's data says where
/// the list of them begins. Lists of version 2 and later, which are those since .NET 5.
/// </summary>
/// <seealso href="https://github.com/dotnet/designs/blob/main/accepted/2020/single-file/design.md"/>
internal sealed class BundleReader : IProgramReader
{
    private const int MaxDepsBytes = 8 << 20, MaxIdBytes = 127, PieceBytes = 1 << 20, OffsetBytes = sizeof(long);
    private const int VersionsBytes = 3 * sizeof(int), PlacesBytes = 2 * sizeof(long);
    private const uint FirstVersionWithPlaces = 2;

    private readonly DepsJsonExtractor _deps = new();

    /// <summary>What stands in the data of every host behind the place for the offset.</summary>
    internal static ReadOnlySpan<byte> Mark =>
    [
        0x8b, 0x12, 0x02, 0xb9, 0x6a, 0x61, 0x20, 0x38, 0x72, 0x7b, 0x93, 0x02, 0x14, 0xd7, 0xa0, 0x32,
        0x13, 0xf5, 0xb9, 0xe6, 0xef, 0xae, 0x33, 0x18, 0xee, 0x3b, 0x2d, 0xce, 0x24, 0xb3, 0x6a, 0xae,
    ];

    public void Read(ProgramFile program, string path, FactSink sink)
    {
        if (program.Length <= program.Layout.End || HeaderOffset(program) is not (> 0 and var header))
        {
            return;
        }

        // where the file passes by in a stream, the list comes after what it tells of
        program.KeepFrom("\"runtimeTarget\": {"u8, MaxDepsBytes);
        program.Keep(header, VersionsBytes + 1 + MaxIdBytes + PlacesBytes);
        if (Places(program, header) is not (var offset, > 0 and var length))
        {
            return;
        }

        var deps = program.ReadSection(new ProgramSection("deps.json", offset, length), MaxDepsBytes)
            ?? throw new InvalidDataException("The deps.json in the program is over all bounds, or lies where a stream had to pass over it.");
        _deps.Extract(path, new MemoryFile(deps), sink);
    }

    // in front of the mark; 0 in a host that nothing was appended to
    private static long HeaderOffset(ProgramFile program)
    {
        var buffer = new byte[(int)Math.Min(PieceBytes, program.Length)];
        var left = program.Length; // segments may lie over each other
        foreach (var segment in program.Layout.Segments)
        {
            for (long at = 0; !segment.IsCode && at < segment.Length && left > 0; at += PieceBytes - OffsetBytes - Mark.Length)
            {
                var piece = buffer.AsSpan(0, (int)Math.Min(buffer.Length, segment.Length - at));
                piece = piece[..program.ReadAt(segment.Offset + at, piece)];
                left -= piece.Length;
                if (piece.IndexOf(Mark) is var mark and >= OffsetBytes)
                {
                    return BinaryPrimitives.ReadInt64LittleEndian(piece[(mark - OffsetBytes)..]);
                }
            }
        }

        return 0;
    }

    // two numbers of the version, how many files, an id behind its length, where deps.json lies
    private static (long Offset, long Length)? Places(ProgramFile program, long header)
    {
        Span<byte> versions = stackalloc byte[VersionsBytes + 1];
        if (program.ReadAt(header, versions) < versions.Length
            || BinaryPrimitives.ReadUInt32LittleEndian(versions) < FirstVersionWithPlaces
            || versions[VersionsBytes] > MaxIdBytes)
        {
            return null;
        }

        Span<byte> places = stackalloc byte[PlacesBytes];
        return program.ReadAt(header + versions.Length + versions[VersionsBytes], places) < places.Length
            ? null
            : (BinaryPrimitives.ReadInt64LittleEndian(places), BinaryPrimitives.ReadInt64LittleEndian(places[sizeof(long)..]));
    }
}
