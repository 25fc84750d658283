using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using FsCheck.Xunit;
using Vigil.Advisories.Feeds.Osv;

namespace Vigil.Tests.Feeds.Osv;

public sealed class ZipDirectoryTests
{
    private static readonly string Long = new('a', 5000);

    [Fact]
    public void Entries_come_in_order_with_name_length_checksum_and_content()
    {
        var entries = Entries(Zip("said of the whole", ("a.json", "", CompressionLevel.Optimal), ("ü.json", Long, CompressionLevel.Optimal), ("c", "123456789", CompressionLevel.NoCompression)));

        Assert.Equal([("a.json", 0u, ""), ("ü.json", Crc32Of(Long), Long), ("c", 0xCBF43926u, "123456789")], entries);
    }

    [Fact]
    public void Numbers_of_zip64_are_read()
    {
        var zip = Enlarged(Zip("", ("a.json", Long, CompressionLevel.Optimal)));

        Assert.Equal([("a.json", Crc32Of(Long), Long)], Entries(zip));
    }

    [Fact]
    public void Encrypted_entry_is_not_opened()
    {
        var zip = Zip("", ("a.json", Long, CompressionLevel.Optimal));
        zip[zip.AsSpan().LastIndexOf("PK\u0001\u0002"u8) + 8] |= 1;

        Assert.Throws<InvalidDataException>(() => Entries(zip));
    }

    [Property(MaxTest = 500)]
    public void Damaged_archive_is_refused_or_harmless(int seed)
    {
        var random = new Random(seed);
        var zip = Zip("", ("a.json", Long, CompressionLevel.Optimal), ("b.json", "{}", CompressionLevel.NoCompression));
        zip = random.Next(2) == 0 ? zip : Enlarged(zip);
        for (var changes = random.Next(1, 5); changes > 0; changes--)
        {
            zip[random.Next(zip.Length)] = (byte)random.Next(256);
        }

        zip = random.Next(3) == 0 ? zip[..random.Next(zip.Length)] : zip;

        try
        {
            Entries(zip);
        }
        catch (InvalidDataException)
        {
            // the one way in which damage shows
        }
    }

    private static uint Crc32Of(string text)
    {
        using var zip = new ZipArchive(new MemoryStream(Zip("", ("a", text, CompressionLevel.Optimal))));
        return zip.Entries[0].Crc32;
    }

    private static List<(string Name, uint Checksum, string Content)> Entries(byte[] zip)
    {
        var found = new List<(string Name, uint Checksum, string Content)>();
        for (var entries = new ZipDirectory(new MemoryStream(zip)); entries.MoveNext();)
        {
            using var content = new StreamReader(entries.Open());
            var text = content.ReadToEnd();
            found.Add((Encoding.UTF8.GetString(entries.Name), entries.Checksum, text));
            _ = entries.Length;
        }

        return found;
    }

    private static byte[] Zip(string comment, params (string Name, string Text, CompressionLevel Level)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.Comment = comment;
            foreach (var (name, text, level) in entries)
            {
                using var entry = zip.CreateEntry(name, level).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return bytes.ToArray();
    }

    // the same with all numbers of the first entry and of the end in their long form
    private static byte[] Enlarged(byte[] zip)
    {
        var end = zip.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        var start = BinaryPrimitives.ReadInt32LittleEndian(zip.AsSpan(end + 16));
        var header = zip.AsSpan(start, 46).ToArray();
        var name = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(28));
        using var large = new MemoryStream();
        using var writer = new BinaryWriter(large);
        writer.Write(zip.AsSpan(0, start));
        var (length, packed, offset) = (Take(header, 24), Take(header, 20), Take(header, 42));
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(30), 28);
        writer.Write(header);
        writer.Write(zip.AsSpan(start + 46, name));
        writer.Write([1, 0, 24, 0]);
        writer.Write(length);
        writer.Write(packed);
        writer.Write(offset);
        writer.Write(zip.AsSpan(start + 46 + name, end - start - 46 - name));

        var directoryEnd = large.Length;
        writer.Write("PK\u0006\u0006"u8);
        writer.Write(new byte[28]);
        writer.Write((long)BinaryPrimitives.ReadUInt16LittleEndian(zip.AsSpan(end + 10)));
        writer.Write(directoryEnd - start);
        writer.Write((long)start);
        writer.Write("PK\u0006\u0007"u8);
        writer.Write(0);
        writer.Write(directoryEnd);
        writer.Write(1);
        var small = zip.AsSpan(end).ToArray();
        small.AsSpan(8, 12).Fill(0xFF);
        writer.Write(small);
        return large.ToArray();

        static long Take(byte[] header, int at)
        {
            var number = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(at));
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(at), uint.MaxValue);
            return number;
        }
    }
}
