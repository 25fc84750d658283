using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Rpm.Sqlite;

/// <summary><c>rpmdb.sqlite</c>, rpm's form since 4.16: headers in the table <c>Packages (hnum INTEGER PRIMARY KEY, blob BLOB)</c>.</summary>
internal sealed class SqliteStorage(FileContent file, Action<string> damaged) : RpmStorage
{
    private const uint SchemaPage = 1;

    public override void ReadHeaders(HeaderHandler handler)
    {
        var database = new SqliteFile(file);
        var root = 0UL;
        // sqlite_schema (type, name, tbl_name, rootpage, sql)
        new SqliteTable(database, damaged).Walk(SchemaPage, row =>
        {
            if (SqliteRecord.Column(row, 1).SequenceEqual("Packages"u8))
            {
                root = SqliteRecord.Integer(SqliteRecord.Column(row, 3));
            }
        });
        if (root is 0 or > uint.MaxValue)
        {
            throw new InvalidDataException("The database has no table 'Packages'.");
        }

        new SqliteTable(database, damaged).Walk((uint)root, row => handler(SqliteRecord.Column(row, 1)));
    }
}
