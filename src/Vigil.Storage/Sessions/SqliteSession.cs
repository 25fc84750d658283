using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Vigil.Storage.Sessions;

/// <summary>A connection to a SQLite file.</summary>
internal sealed class SqliteSession : Session
{
    private readonly SqliteConnection _connection;

    /// <param name="path">The file.</param>
    /// <param name="cacheKibibytes">Memory for pages.</param>
    public SqliteSession(string path, int cacheKibibytes)
        : this(new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 60 }.ToString()), cacheKibibytes)
    {
    }

    private SqliteSession(SqliteConnection connection, int cacheKibibytes)
        : base(connection)
    {
        _connection = connection;
        try
        {
            connection.Open();
            // a commit survives the death of the process; one of the machine may take the last ones along, whole
            Run($"PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -{cacheKibibytes}; PRAGMA foreign_keys = OFF;");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public override void RunForEach(string sql, IReadOnlyCollection<object[]> rows)
    {
        if (rows.Count > 0)
        {
            var statement = this[sql];
            foreach (var row in rows)
            {
                statement.Run(row);
            }
        }
    }

    public override List<T> ListForEach<T>(string sql, IReadOnlyCollection<object[]> rows, Func<DbDataReader, T> make) =>
        [.. rows.SelectMany(row => this[sql].List(make, row))];

    public override void Insert(string table, string columns, IReadOnlyCollection<object[]> rows)
    {
        var count = columns.AsSpan().Count(',') + 1;
        RunForEach($"INSERT INTO {table} ({columns}) VALUES ({string.Join(", ", Enumerable.Range(1, count).Select(number => $"${number}"))})", rows);
    }

    public override void Empty(string table) => this[$"DELETE FROM {table}"].Run();

    public override string Translate(string schema) => schema
        .Replace(" bigint PRIMARY KEY", " INTEGER PRIMARY KEY", StringComparison.Ordinal)
        .Replace(" bigint", " INTEGER", StringComparison.Ordinal)
        .Replace(" double precision", " REAL", StringComparison.Ordinal)
        .Replace(" text", " TEXT", StringComparison.Ordinal)
        .Replace(" bytea", " BLOB", StringComparison.Ordinal)
        .Replace("); -- clustered", ") STRICT, WITHOUT ROWID;", StringComparison.Ordinal)
        .Replace("); -- table", ") STRICT;", StringComparison.Ordinal);

    public override void Optimize() => Run("PRAGMA analysis_limit = 1000; ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)");

    public override string Along(string index) => $" INDEXED BY {index}";

    // CROSS JOIN says it
    public override T InOrder<T>(Func<T> ask) => ask();

    public override bool HasTable(string name) => this["SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = $1"].Number(name) > 0;

    protected override void BeginWriting() => Run("BEGIN IMMEDIATE");

    protected override void BeginReading() => Run("BEGIN");

    protected override DbParameter Parameter(int number) => new SqliteParameter { ParameterName = $"${number}" };
}
