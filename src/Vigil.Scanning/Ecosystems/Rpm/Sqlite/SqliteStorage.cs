using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Rpm.Sqlite;

/// <summary><c>rpmdb.sqlite</c>, rpm's form since 4.16: headers in the table <c>Packages (hnum INTEGER PRIMARY KEY, blob BLOB)</c>.</summary>
internal sealed class SqliteStorage(FileContent file, Action<string> damaged) : RpmStorage
{
    public override void ReadHeaders(HeaderHandler handler)
    {
        var database = new SqliteFile(file);
        var root = SqliteSchema.RootOf(database, "Packages"u8, damaged);
        if (root == 0)
        {
            throw new InvalidDataException("The database has no table 'Packages'.");
        }

        new SqliteTable(database, damaged).Walk(root, (_, row) => handler(SqliteRecord.Column(row, 1)));
    }
}
