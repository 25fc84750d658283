using System.Buffers.Binary;
using System.Text;
using Vigil.Scanning.Ecosystems.Rpm;

namespace Vigil.Tests.Ecosystems.Rpm;

/// <summary>Writes headers as rpm keeps them.</summary>
internal sealed class RpmHeaderWriter
{
    private readonly List<(RpmTag Tag, uint Type, int Offset, int Count)> _entries = [];
    private readonly List<byte> _data = [];

    /// <summary>A package as most tests need it.</summary>
    public static byte[] Package(string name, string version = "1.0", string release = "1.el9", uint epoch = 0, int extraBytes = 0) => new RpmHeaderWriter()
        .Text(RpmTag.Name, name).Text(RpmTag.Version, version).Text(RpmTag.Release, release).Number(RpmTag.Epoch, epoch).Text(RpmTag.Arch, "x86_64")
        .Text(RpmTag.SourceRpm, $"{name}-src-{version}-{release}.src.rpm").Text(RpmTag.License, new string('l', extraBytes)).ToArray();

    public RpmHeaderWriter Text(RpmTag tag, string text)
    {
        _entries.Add((tag, 6, _data.Count, 1));
        _data.AddRange(Encoding.UTF8.GetBytes(text + "\0"));
        return this;
    }

    public RpmHeaderWriter Texts(RpmTag tag, params string[] texts)
    {
        _entries.Add((tag, 8, _data.Count, texts.Length));
        _data.AddRange(Encoding.UTF8.GetBytes(string.Concat(texts.Select(text => text + "\0"))));
        return this;
    }

    public RpmHeaderWriter Number(RpmTag tag, params uint[] numbers)
    {
        _entries.Add((tag, 4, _data.Count, numbers.Length));
        foreach (var number in numbers)
        {
            _data.AddRange(Big(number));
        }

        return this;
    }

    public RpmHeaderWriter Bytes(RpmTag tag, byte[] bytes)
    {
        _entries.Add((tag, 7, _data.Count, bytes.Length));
        _data.AddRange(bytes);
        return this;
    }

    public byte[] ToArray() =>
    [
        .. Big((uint)_entries.Count), .. Big((uint)_data.Count),
        .. _entries.SelectMany(entry => (byte[])[.. Big((uint)entry.Tag), .. Big(entry.Type), .. Big((uint)entry.Offset), .. Big((uint)entry.Count)]),
        .. _data,
    ];

    private static byte[] Big(uint number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return bytes;
    }
}
