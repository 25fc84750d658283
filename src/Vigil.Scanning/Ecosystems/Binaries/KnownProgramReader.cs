using System.Buffers;
using System.Text;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Binaries;

/// <summary>Recognises well-known programs that were installed without any package manager, by their names and a text in them. It may err, and says so.</summary>
internal sealed class KnownProgramReader : IProgramReader
{
    private const int PieceBytes = 1 << 20, OverlapBytes = 256, MaxVersionLength = 32;
    private const long MaxSearchedBytes = 256L << 20;

    private static readonly SearchValues<byte> VersionBytes = SearchValues.Create("0123456789.abcdefghijklmnopqrstuvwxyz"u8);

    private static readonly SearchValues<char> Numbers = SearchValues.Create("0123456789.");

    public bool Knows(ReadOnlySpan<byte> fileName)
    {
        foreach (var known in KnownProgram.All)
        {
            if (known.IsNamed(fileName))
            {
                return true;
            }
        }

        return false;
    }

    public void Read(ProgramFile program, string path, FactSink sink)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        foreach (var known in KnownProgram.All)
        {
            if (known.IsNamed(Encoding.UTF8.GetBytes(name)) && FindVersion(program, known, NumbersIn(name)) is { } version)
            {
                sink.Add(new PackageFact { Kind = KnownProgramEcosystem.Name, Name = known.Product, Version = version, IsGuess = true });
            }
        }
    }

    private static string? FindVersion(ProgramFile program, KnownProgram known, string numbers)
    {
        // without numbers in its name, a file is a link or a wrapper
        if (known.Before.Contains('#', StringComparison.Ordinal) && numbers.Length == 0)
        {
            return null;
        }

        var before = Encoding.ASCII.GetBytes(known.Before.Replace("#", numbers, StringComparison.Ordinal));
        var lead = known.Before.Contains('#', StringComparison.Ordinal) ? numbers + "." : "";
        var left = MaxSearchedBytes;
        var buffer = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            foreach (var segment in program.Layout.Segments.Where(segment => !segment.IsCode && segment.Length > 0))
            {
                for (long at = 0; at < Math.Min(segment.Length, left); at += PieceBytes - OverlapBytes)
                {
                    var count = program.ReadAt(segment.Offset + at, buffer.AsSpan(0, (int)Math.Min(PieceBytes, segment.Length - at)));
                    if (FindIn(buffer.AsSpan(0, count), before, known.After) is { } version)
                    {
                        return lead + version;
                    }
                }

                left -= segment.Length;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return null;
    }

    private static string? FindIn(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> before, string after)
    {
        for (int at = 0, next; (next = bytes[at..].IndexOf(before)) >= 0; at += next + 1)
        {
            var rest = bytes[(at + next + before.Length)..];
            var end = rest[..Math.Min(rest.Length, MaxVersionLength)].IndexOfAnyExcept(VersionBytes);
            var version = end < 0 ? default : rest[..end];
            if (after is "p" && version.IndexOf((byte)'p') is var patch and > 0)
            {
                // 3.1.7p261: the patch level counts up within a version
                version = version[..patch];
            }

            if (IsVersion(version, isPart: before[^1] == (byte)'.') && (after.Length == 0 || StartsWith(rest[version.Length..], after)))
            {
                return Encoding.ASCII.GetString(version);
            }
        }

        return null;
    }

    // at least two numbers, or one that goes on with what stands before it
    private static bool IsVersion(ReadOnlySpan<byte> text, bool isPart) =>
        text.Length > 0 && char.IsAsciiDigit((char)text[0]) && text[^1] != (byte)'.' && (isPart ? !text.Contains((byte)'.') : text.Contains((byte)'.'));

    private static bool StartsWith(ReadOnlySpan<byte> bytes, string text) => text.EndsWith('#')
        ? StartsWith(bytes, text[..^1]) && bytes[(text.Length - 1)..].TrimStart((byte)' ') is [>= (byte)'0' and <= (byte)'9', ..]
        : bytes.Length >= text.Length && Ascii.Equals(bytes[..text.Length], text);

    // libpython3.11.so.1.0, python3.11
    private static string NumbersIn(string name)
    {
        var start = name.AsSpan().IndexOfAnyInRange('0', '9');
        var numbers = start < 0 ? "" : name[start..];
        var end = numbers.AsSpan().IndexOfAnyExcept(Numbers);
        numbers = (end < 0 ? numbers : numbers[..end]).Trim('.');
        return numbers.Contains('.', StringComparison.Ordinal) ? numbers : "";
    }
}
