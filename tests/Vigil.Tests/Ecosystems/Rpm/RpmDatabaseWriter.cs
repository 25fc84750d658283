using System.Buffers.Binary;
using System.Text;

namespace Vigil.Tests.Ecosystems.Rpm;

/// <summary>Writes small databases in the three forms that rpm knows, one header on each leaf.</summary>
internal static class RpmDatabaseWriter
{
    public static byte[] Ndb(params byte[][] headers)
    {
        var file = new List<byte>(new byte[4_096]);
        var slots = new byte[4_096];
        var word = 0;
        foreach (var value in (uint[])[0x506d7052, 0, 1, 1, 1, 0, 0, 0])
        {
            Little(slots, word++ * 4, value);
        }

        for (var at = 32; at < slots.Length; at += 16)
        {
            Little(slots, at, 0x746f6c53);
        }

        for (var i = 0; i < headers.Length; i++)
        {
            var blocks = (16 + headers[i].Length + 12 + 15) / 16;
            Little(slots, 32 + (i * 16) + 4, (uint)i + 1);
            Little(slots, 32 + (i * 16) + 8, (uint)file.Count / 16);
            Little(slots, 32 + (i * 16) + 12, (uint)blocks);
            var blob = new byte[blocks * 16];
            Little(blob, 0, 0x53626c42);
            Little(blob, 4, (uint)i + 1);
            Little(blob, 12, (uint)headers[i].Length);
            headers[i].CopyTo(blob, 16);
            file.AddRange(blob);
        }

        slots.CopyTo(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(file));
        return [.. file];
    }

    public static byte[] BerkeleyDb(bool bigEndian, params byte[][] headers)
    {
        const int PageBytes = 512;
        var pages = new List<byte[]>();
        var meta = NewPage(8);
        Word(meta, 12, 0x061561);
        Word(meta, 20, PageBytes);
        foreach (var header in headers)
        {
            var leaf = NewPage(13);
            Half(leaf, 20, 2);
            Half(leaf, 26, PageBytes - 5);
            leaf[PageBytes - 5] = 1;
            Half(leaf, 28, PageBytes - 17);
            leaf[PageBytes - 17] = 3;
            Word(leaf, PageBytes - 13, (uint)pages.Count);
            Word(leaf, PageBytes - 9, (uint)header.Length);
            foreach (var part in header.Chunk(PageBytes - 26))
            {
                var page = NewPage(7);
                Word(page, 16, (uint)pages.Count);
                Half(page, 22, part.Length);
                part.CopyTo(page, 26);
            }
        }

        Word(meta, 32, (uint)pages.Count - 1);
        return [.. pages.SelectMany(page => page)];

        byte[] NewPage(byte kind)
        {
            var page = new byte[PageBytes];
            page[25] = kind;
            pages.Add(page);
            return page;
        }

        void Word(byte[] page, int at, uint value)
        {
            if (bigEndian)
            {
                BinaryPrimitives.WriteUInt32BigEndian(page.AsSpan(at), value);
            }
            else
            {
                Little(page, at, value);
            }
        }

        void Half(byte[] page, int at, int value)
        {
            if (bigEndian)
            {
                BinaryPrimitives.WriteUInt16BigEndian(page.AsSpan(at), (ushort)value);
            }
            else
            {
                BinaryPrimitives.WriteUInt16LittleEndian(page.AsSpan(at), (ushort)value);
            }
        }
    }

    public static byte[] Sqlite(int pageBytes, params byte[][] headers)
    {
        var pages = new List<byte[]>();
        var schema = NewPage();
        "SQLite format 3\0"u8.CopyTo(schema);
        BinaryPrimitives.WriteUInt16BigEndian(schema.AsSpan(16), (ushort)(pageBytes == 65_536 ? 1 : pageBytes));
        WriteLeaf(schema, 100, [.. Row(1, [0x17, 0x1d, 0x1d, 0x01, 0x0d], [.. Encoding.ASCII.GetBytes("tablePackagesPackages"), 2])]);

        var root = NewPage();
        root[0] = 0x05;
        BinaryPrimitives.WriteUInt16BigEndian(root.AsSpan(3), (ushort)(headers.Length - 1));
        for (var i = 0; i < headers.Length; i++)
        {
            var child = (uint)pages.Count + 1;
            WriteLeaf(NewPage(), 0, Spill([.. Row((uint)i + 1, [0x00, .. Varint(((ulong)headers[i].Length * 2) + 12)], headers[i])], pageBytes));
            if (i == headers.Length - 1)
            {
                BinaryPrimitives.WriteUInt32BigEndian(root.AsSpan(8), child);
                break;
            }

            var cell = pageBytes - (8 * (i + 1));
            BinaryPrimitives.WriteUInt32BigEndian(root.AsSpan(cell), child);
            root[cell + 4] = (byte)(i + 1);
            BinaryPrimitives.WriteUInt16BigEndian(root.AsSpan(12 + (i * 2)), (ushort)cell);
        }

        return [.. pages.SelectMany(page => page)];

        byte[] NewPage()
        {
            pages.Add(new byte[pageBytes]);
            return pages[^1];
        }

        // what does not fit on the leaf goes to overflow pages, as fileformat2.html section 1.6 says
        byte[] Spill(byte[] row, int usable)
        {
            var start = 0;
            while (row[start] >= 0x80)
            {
                start++;
            }

            start += 2; // length and a row id of one byte
            var length = row.Length - start;
            if (length <= usable - 35)
            {
                return row;
            }

            var least = ((usable - 12) * 32 / 255) - 23;
            var fitting = least + ((length - least) % (usable - 4));
            var local = start + (fitting <= usable - 35 ? fitting : least);
            var first = (uint)pages.Count + 1;
            foreach (var part in row[local..].Chunk(usable - 4))
            {
                var page = NewPage();
                part.CopyTo(page, 4);
                BinaryPrimitives.WriteUInt32BigEndian(page, (uint)pages.Count + 1);
            }

            var pointer = new byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(pointer, first);
            return [.. row[..local], .. pointer];
        }
    }

    private static void WriteLeaf(byte[] page, int header, byte[] cell)
    {
        page[header] = 0x0d;
        page[header + 4] = 1;
        BinaryPrimitives.WriteUInt16BigEndian(page.AsSpan(header + 8), (ushort)(page.Length - cell.Length));
        cell.CopyTo(page, page.Length - cell.Length);
    }

    private static byte[] Row(uint id, byte[] types, byte[] values) =>
        [.. Varint((ulong)(1 + types.Length + values.Length)), (byte)id, (byte)(1 + types.Length), .. types, .. values];

    private static byte[] Varint(ulong value)
    {
        var bytes = new Stack<byte>([(byte)(value & 0x7f)]);
        while ((value >>= 7) > 0)
        {
            bytes.Push((byte)((value & 0x7f) | 0x80));
        }

        return [.. bytes];
    }

    private static void Little(byte[] bytes, int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), value);
}
