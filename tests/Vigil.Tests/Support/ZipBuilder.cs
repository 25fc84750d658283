using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Vigil.Scanning.Artifacts.Zip;

namespace Vigil.Tests.Support;

/// <summary>Writes zips, also such as no library writes.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "Streams in memory own nothing.")]
internal sealed class ZipBuilder
{
    private readonly MemoryStream _file = new();
    private readonly MemoryStream _directory = new();
    private int _entries;

    /// <summary>Sizes stand behind the contents, as when a zip is written into a pipe.</summary>
    public bool SizesFollow { get; init; }

    /// <summary>All sizes and offsets stand in zip64 fields.</summary>
    public bool IsLarge { get; init; }

    public ZipBuilder Prefix(string text)
    {
        _file.Write(Encoding.ASCII.GetBytes(text));
        return this;
    }

    public ZipBuilder Add(string name, string text, bool isStored = false, bool isEncrypted = false) =>
        Add(name, Encoding.UTF8.GetBytes(text), isStored ? ZipFormat.Stored : ZipFormat.Deflated, isEncrypted);

    public ZipBuilder Add(string name, byte[] content, ushort method = ZipFormat.Deflated, bool isEncrypted = false, int mode = 0)
    {
        var packed = method == ZipFormat.Deflated ? Deflate(content) : content;
        var nameBytes = Encoding.UTF8.GetBytes(name);
        var offset = _file.Position;
        var flags = (ushort)((SizesFollow ? ZipFormat.SizesFollow : 0) | (isEncrypted ? ZipFormat.Encrypted : 0));

        _file.Write(ZipFormat.LocalHeader);
        var (packedLength, length) = SizesFollow ? (0, 0) : (packed.Length, content.Length);
        var local = IsLarge && !SizesFollow ? Large(content.Length, packed.Length) : [];
        Shared(_file, flags, method, local.Length > 0 ? -1 : packedLength, local.Length > 0 ? -1 : length, nameBytes.Length, local.Length);
        _file.Write(nameBytes);
        _file.Write(local);
        _file.Write(packed);
        if (SizesFollow)
        {
            _file.Write(ZipFormat.Descriptor);
            Write(_file, 0, 4);
            Write(_file, packed.Length, IsLarge ? 8 : 4);
            Write(_file, content.Length, IsLarge ? 8 : 4);
        }

        var extra = IsLarge ? Large(content.Length, packed.Length, offset) : [];
        _directory.Write(ZipFormat.DirectoryHeader);
        Write(_directory, 0, 2);
        Shared(_directory, flags, method, IsLarge ? -1 : packed.Length, IsLarge ? -1 : content.Length, nameBytes.Length, extra.Length);
        Write(_directory, 0, 6);
        Write(_directory, (long)mode << 16, 4);
        Write(_directory, IsLarge ? -1 : offset, 4);
        _directory.Write(nameBytes);
        _directory.Write(extra);
        _entries++;
        return this;
    }

    public byte[] Build()
    {
        var start = _file.Position;
        _directory.WriteTo(_file);
        if (IsLarge)
        {
            var end = _file.Position;
            _file.Write(ZipFormat.End64Record);
            Write(_file, 44, 8);
            Write(_file, 0, 12);
            Write(_file, _entries, 8);
            Write(_file, _entries, 8);
            Write(_file, _directory.Length, 8);
            Write(_file, start, 8);
            _file.Write(ZipFormat.End64Locator);
            Write(_file, 0, 4);
            Write(_file, end, 8);
            Write(_file, 1, 4);
        }

        _file.Write(ZipFormat.EndRecord);
        Write(_file, 0, 4);
        Write(_file, IsLarge ? -1 : _entries, 2);
        Write(_file, IsLarge ? -1 : _entries, 2);
        Write(_file, IsLarge ? -1 : _directory.Length, 4);
        Write(_file, IsLarge ? -1 : start, 4);
        Write(_file, 0, 2);
        return _file.ToArray();
    }

    private static void Shared(Stream to, ushort flags, ushort method, long packed, long length, int name, int extra)
    {
        Write(to, 45, 2);
        Write(to, flags, 2);
        Write(to, method, 2);
        Write(to, 0, 8);
        Write(to, packed, 4);
        Write(to, length, 4);
        Write(to, name, 2);
        Write(to, extra, 2);
    }

    private static byte[] Large(params ReadOnlySpan<long> values)
    {
        using var extra = new MemoryStream();
        Write(extra, ZipFormat.Zip64Extra, 2);
        Write(extra, values.Length * 8, 2);
        foreach (var value in values)
        {
            Write(extra, value, 8);
        }

        return extra.ToArray();
    }

    private static void Write(Stream to, long value, int bytes)
    {
        Span<byte> buffer = stackalloc byte[16];
        buffer.Clear();
        BinaryPrimitives.WriteInt64LittleEndian(buffer, value);
        to.Write(buffer[..bytes]);
    }

    // an empty content has an empty last block, which the library leaves out
    private static byte[] Deflate(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var stream = new DeflateStream(packed, CompressionLevel.Optimal))
        {
            stream.Write(content);
        }

        return content.Length == 0 ? [3, 0] : packed.ToArray();
    }
}
