using System.Buffers.Binary;

namespace Vigil.Scanning.Ecosystems.Rpm.Sqlite;

/// <summary>Takes one row; the bytes are valid during the call only.</summary>
/// <param name="id">The row's id, which is also the value of a column that is <c>INTEGER PRIMARY KEY</c>.</param>
/// <param name="record">The record.</param>
internal delegate void RecordHandler(ulong id, ReadOnlySpan<byte> record);

/// <summary>Walks the rows of a table b-tree (sqlite.org/fileformat2.html, sections 1.5 and 1.6), each page at most once.</summary>
/// <param name="file">The database.</param>
/// <param name="damaged">Is told of a part that is broken; the parts beside it are read.</param>
internal sealed class SqliteTable(SqliteFile file, Action<string> damaged)
{
    private const byte InteriorPage = 0x05;
    private const byte LeafPage = 0x0d;
    private const int MaxDepth = 20; // SQLite's own limit

    private readonly HeaderBuffer _payload = new(file.Length);
    private readonly byte[] _overflow = file.NewPage();
    private readonly List<byte[]> _pages = [];
    private long _visited;

    /// <summary>Gives every row's record to the handler, in the order of row ids.</summary>
    public void Walk(uint rootPage, RecordHandler handler) => Visit(rootPage, 0, handler);

    private void Visit(uint number, int depth, RecordHandler handler)
    {
        try
        {
            if (depth == MaxDepth || ++_visited > file.PageCount)
            {
                throw new InvalidDataException($"The tree of pages is cyclic at page {number}.");
            }

            VisitPage(number, depth, handler);
        }
        catch (InvalidDataException ex)
        {
            damaged(ex.Message);
        }
    }

    private void VisitPage(uint number, int depth, RecordHandler handler)
    {
        if (_pages.Count == depth)
        {
            _pages.Add(file.NewPage());
        }

        var page = _pages[depth];
        file.ReadPage(number, page);
        var header = page.AsSpan(number == 1 ? SqliteFile.HeaderBytes : 0);
        var cells = BinaryPrimitives.ReadUInt16BigEndian(header[3..]);
        switch (header[0])
        {
            case LeafPage:
                for (var i = 0; i < cells; i++)
                {
                    ReadRow(Cell(page, header[8..], i, number), handler);
                }

                break;
            case InteriorPage:
                for (var i = 0; i < cells; i++)
                {
                    Visit(BinaryPrimitives.ReadUInt32BigEndian(Cell(page, header[12..], i, number)), depth + 1, handler);
                }

                Visit(BinaryPrimitives.ReadUInt32BigEndian(header[8..]), depth + 1, handler);
                break;
            default:
                throw new InvalidDataException($"Page {number} is no page of a table: its kind is {header[0]}.");
        }
    }

    private ReadOnlySpan<byte> Cell(ReadOnlySpan<byte> page, ReadOnlySpan<byte> pointers, int index, uint number)
    {
        var offset = (index + 1) * 2 <= pointers.Length ? BinaryPrimitives.ReadUInt16BigEndian(pointers[(index * 2)..]) : 0;
        return offset is > 0 && offset + 4 <= file.UsableBytes
            ? page[offset..file.UsableBytes]
            : throw new InvalidDataException($"Cell {index} of page {number} lies outside the page.");
    }

    private void ReadRow(ReadOnlySpan<byte> cell, RecordHandler handler)
    {
        try
        {
            var length = SqliteRecord.ReadVarint(ref cell);
            var id = SqliteRecord.ReadVarint(ref cell);
            handler(id, Payload(length, cell));
        }
        catch (InvalidDataException ex)
        {
            damaged(ex.Message);
        }
    }

    private Span<byte> Payload(ulong length, ReadOnlySpan<byte> cell)
    {
        var payload = _payload.Take(length);
        var local = LocalBytes(payload.Length);
        if (local > cell.Length)
        {
            throw new InvalidDataException("A row reaches over the end of its page.");
        }

        cell[..local].CopyTo(payload);
        var rest = payload[local..];
        for (var next = rest.IsEmpty ? 0 : NextPage(cell[local..]); !rest.IsEmpty; next = NextPage(_overflow))
        {
            file.ReadPage(next, _overflow);
            var part = _overflow.AsSpan(4, Math.Min(rest.Length, file.UsableBytes - 4));
            part.CopyTo(rest);
            rest = rest[part.Length..];
        }

        return payload;
    }

    // Section 1.6: how much of a payload stays on a leaf of a table b-tree.
    private int LocalBytes(int length)
    {
        var most = file.UsableBytes - 35;
        if (length <= most)
        {
            return length;
        }

        var least = ((file.UsableBytes - 12) * 32 / 255) - 23;
        var fitting = least + ((length - least) % (file.UsableBytes - 4));
        return fitting <= most ? fitting : least;
    }

    private static uint NextPage(ReadOnlySpan<byte> bytes) => bytes.Length >= 4
        ? BinaryPrimitives.ReadUInt32BigEndian(bytes)
        : throw new InvalidDataException("A row ends where the number of its next page should stand.");
}
