namespace Vigil.Scanning.Ecosystems.Rpm.Sqlite;

/// <summary>The table of tables: <c>sqlite_schema (type, name, tbl_name, rootpage, sql)</c> (sqlite.org/fileformat2.html, section 2.6).</summary>
internal static class SqliteSchema
{
    private const uint SchemaPage = 1;

    /// <summary>The root page of a table.</summary>
    /// <param name="file">The database.</param>
    /// <param name="table">Name of the table.</param>
    /// <param name="damaged">Is told of a part that is broken.</param>
    /// <returns>0 when there is no such table.</returns>
    public static uint RootOf(SqliteFile file, ReadOnlySpan<byte> table, Action<string> damaged)
    {
        var name = table.ToArray();
        var root = 0UL;
        new SqliteTable(file, damaged).Walk(SchemaPage, (_, row) =>
        {
            if (SqliteRecord.Column(row, 0).SequenceEqual("table"u8) && SqliteRecord.Column(row, 1).SequenceEqual(name))
            {
                root = SqliteRecord.Number(row, 3);
            }
        });
        return root <= uint.MaxValue ? (uint)root : 0;
    }
}
