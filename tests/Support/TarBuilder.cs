using System.Globalization;
using System.Text;

namespace Vigil.Tests.Support;

/// <summary>Makes tar archives in memory, block by block, sound and unsound ones.</summary>
internal sealed class TarBuilder
{
    private readonly List<byte> _archive = [];

    public TarBuilder File(string path, string content = "", int mode = 0x1A4) => Entry('0', path, Encoding.UTF8.GetBytes(content), mode: mode);

    public TarBuilder File(string path, byte[] content) => Entry('0', path, content);

    public TarBuilder Directory(string path) => Entry('5', path + "/", []);

    public TarBuilder Symlink(string path, string target) => Entry('2', path, [], target);

    public TarBuilder HardLink(string path, string target) => Entry('1', path, [], target);

    public TarBuilder Whiteout(string path) =>
        File(path.Contains('/', StringComparison.Ordinal) ? path[..(path.LastIndexOf('/') + 1)] + ".wh." + path[(path.LastIndexOf('/') + 1)..] : ".wh." + path);

    public TarBuilder Opaque(string directory) => File(directory.Length == 0 ? ".wh..wh..opq" : directory + "/.wh..wh..opq");

    /// <summary>A PAX header for the next entry.</summary>
    public TarBuilder Pax(params (string Key, string Value)[] records) =>
        Entry('x', "PaxHeaders/entry", Encoding.UTF8.GetBytes(string.Concat(records.Select(r => PaxRecord(r.Key, r.Value)))));

    public TarBuilder Entry(char type, string path, byte[] content, string link = "", int mode = 0x1A4, long? statedSize = null, Action<byte[]>? change = null)
    {
        var header = new byte[512];
        Encoding.UTF8.GetBytes(path.Length > 100 ? path[..100] : path, header);
        Octal(header.AsSpan(100, 8), mode);
        Octal(header.AsSpan(108, 8), 0);
        Octal(header.AsSpan(116, 8), 0);
        Octal(header.AsSpan(124, 12), statedSize ?? content.Length);
        Octal(header.AsSpan(136, 12), 0);
        header[156] = (byte)type;
        Encoding.UTF8.GetBytes(link.Length > 100 ? link[..100] : link, header.AsSpan(157));
        "ustar\0"u8.CopyTo(header.AsSpan(257));
        "00"u8.CopyTo(header.AsSpan(263));
        change?.Invoke(header);
        WriteChecksum(header);
        _archive.AddRange(header);
        return Raw(content).Pad();
    }

    public TarBuilder Raw(byte[] bytes)
    {
        _archive.AddRange(bytes);
        return this;
    }

    /// <summary>Zeros up to the next block.</summary>
    public TarBuilder Pad() => Raw(new byte[(512 - (_archive.Count % 512)) % 512]);

    /// <summary>The archive with the two blocks that end it.</summary>
    public byte[] Build() => [.. _archive.ToArray(), .. new byte[1024]];

    /// <summary>The archive as it is, without an end.</summary>
    public byte[] BuildOpen() => _archive.ToArray();

    public static void Octal(Span<byte> field, long value) =>
        Encoding.ASCII.GetBytes(Convert.ToString(value, 8).PadLeft(field.Length - 1, '0'), field);

    private static void WriteChecksum(byte[] header)
    {
        header.AsSpan(148, 8).Fill((byte)' ');
        var sum = header.Sum(b => b);
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ", header.AsSpan(148));
    }

    private static string PaxRecord(string key, string value)
    {
        var body = Encoding.UTF8.GetByteCount($" {key}={value}\n");
        var length = body + 1;
        while (length != body + length.ToString(CultureInfo.InvariantCulture).Length)
        {
            length = body + length.ToString(CultureInfo.InvariantCulture).Length;
        }

        return $"{length} {key}={value}\n";
    }
}
