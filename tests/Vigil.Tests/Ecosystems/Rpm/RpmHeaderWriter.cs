using System.Buffers.Binary;
using System.Text;
using Vigil.Scanning.Ecosystems.Rpm;

namespace Vigil.Tests.Ecosystems.Rpm;

/// <summary>Writes headers as rpm keeps them.</summary>
internal sealed class RpmHeaderWriter
{
    private readonly List<(RpmTag Tag, uint Type, int Offset, int Count)> _entries = [];
    private readonly MemoryStream _data = new();

    /// <summary>A package as most tests need it.</summary>
    public static byte[] Package(string name, string version = "1.0", string release = "1.el9", uint epoch = 0, int extraBytes = 0) => new RpmHeaderWriter()
        .Text(RpmTag.Name, name).Text(RpmTag.Version, version).Text(RpmTag.Release, release).Number(RpmTag.Epoch, epoch).Text(RpmTag.Arch, "x86_64")
        .Text(RpmTag.SourceRpm, $"{name}-src-{version}-{release}.src.rpm").Text(RpmTag.License, new string('l', extraBytes)).ToArray();

    public RpmHeaderWriter Text(RpmTag tag, string text)
    {
        _entries.Add((tag, 6, (int)_data.Length, 1));
        _data.Write(Encoding.UTF8.GetBytes(text + "\0"));
        return this;
    }

    public RpmHeaderWriter Texts(RpmTag tag, params string[] texts)
    {
        _entries.Add((tag, 8, (int)_data.Length, texts.Length));
        _data.Write(Encoding.UTF8.GetBytes(string.Concat(texts.Select(text => text + "\0"))));
        return this;
    }

    public RpmHeaderWriter Number(RpmTag tag, params uint[] numbers)
    {
        _entries.Add((tag, 4, (int)_data.Length, numbers.Length));
        foreach (var number in numbers)
        {
            _data.Write(Big(number));
        }

        return this;
    }

    public RpmHeaderWriter Bytes(RpmTag tag, byte[] bytes)
    {
        _entries.Add((tag, 7, (int)_data.Length, bytes.Length));
        _data.Write(bytes);
        return this;
    }

    public byte[] ToArray() =>
    [
        .. Big((uint)_entries.Count), .. Big((uint)_data.Length),
        .. _entries.SelectMany(entry => (byte[])[.. Big((uint)entry.Tag), .. Big(entry.Type), .. Big((uint)entry.Offset), .. Big((uint)entry.Count)]),
        .. _data.ToArray(),
    ];

    private static byte[] Big(uint number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return bytes;
    }
}
