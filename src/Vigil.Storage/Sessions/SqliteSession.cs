using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Vigil.Storage.Sessions;

/// <summary>A connection to a SQLite file.</summary>
internal sealed class SqliteSession : Session
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteBulkStatement> _bulk = new(StringComparer.Ordinal);

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

    public override List<T> Find<T>(string columns, string table, string keys, IReadOnlyCollection<object[]> values, Func<DbDataReader, T> make) =>
        [.. values.SelectMany(key => this[$"SELECT {columns} FROM {table} WHERE ({keys}) = ({Parameters(keys)})"].List(make, key))];

    public override void Insert(string table, string columns, IReadOnlyCollection<object[]> rows) =>
        RunForEach($"INSERT INTO {table} ({columns}) VALUES ({Parameters(columns)})", rows);

    public override void Put(string table, string keys, string columns, IReadOnlyCollection<object[]> rows) => RunForEach(
        $"INSERT INTO {table} ({keys}, {columns}) VALUES ({Parameters($"{keys}, {columns}")}) ON CONFLICT ({keys}) DO UPDATE SET ({columns}) = ({Each(columns, column => $"excluded.{column}")})",
        rows);

    public override void Update(string table, string keys, string columns, IReadOnlyCollection<object[]> rows)
    {
        var first = Count(keys);
        RunForEach($"UPDATE {table} SET ({columns}) = ({Parameters(columns, first)}) WHERE ({keys}) = ({Parameters(keys)})", rows);
    }

    public override void Delete(string table, string keys, IReadOnlyCollection<object[]> rows) =>
        RunForEach($"DELETE FROM {table} WHERE ({keys}) = ({Parameters(keys)})", rows);

    public override void RunOver(string alias, string columns, IReadOnlyCollection<object[]> rows, Func<string, string> statement)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var table = $"temp.{alias}_of_{Count(columns)}";
        Run($"CREATE TEMP TABLE IF NOT EXISTS {table} ({columns})");
        Insert(table, columns, rows);
        this[statement($"{table} AS {alias}")].Run();
        this[$"DELETE FROM {table}"].Run();
    }

    private void RunForEach(string sql, IReadOnlyCollection<object[]> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        if (!_bulk.TryGetValue(sql, out var statement))
        {
            _bulk.Add(sql, statement = new SqliteBulkStatement(_connection.Handle!, sql)); // it is open
        }

        statement.RunForEach(rows);
    }

    private static int Count(string columns) => columns.AsSpan().Count(',') + 1;

    private static string Parameters(string columns, int behind = 0) => string.Join(", ", Enumerable.Range(behind + 1, Count(columns)).Select(number => $"${number}"));

    private static string Each(string columns, Func<string, string> make) => string.Join(", ", columns.Split(", ").Select(make));

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

    public override void Dispose()
    {
        foreach (var statement in _bulk.Values)
        {
            statement.Dispose();
        }

        base.Dispose();
    }

    protected override void BeginWriting() => Run("BEGIN IMMEDIATE");

    protected override void BeginReading() => Run("BEGIN");

    protected override DbParameter Parameter(int number) => new SqliteParameter { ParameterName = $"${number}" };
}
