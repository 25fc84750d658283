using System.Data.Common;
using Npgsql;

namespace Vigil.Storage.Sessions;

/// <summary>A connection to a PostgreSQL database.</summary>
internal sealed class PostgresSession : Session
{
    // any number, as long as nobody else in this database takes it
    private const long WriterLock = 0x5649_4749_4c00;

    // a process that is cut off in the middle of writing says nothing more, and the others wait for it
    private const string LongestSilence = "15s";

    private readonly NpgsqlConnection _connection;
    private WriteBehind? _behind;

    /// <param name="source">The database.</param>
    /// <param name="isWriter">Whether it writes.</param>
    public PostgresSession(NpgsqlDataSource source, bool isWriter)
        : this(source.OpenConnection())
    {
        Run($"SET idle_in_transaction_session_timeout = '{LongestSilence}'; SET tcp_user_timeout = '{LongestSilence}'");
        if (isWriter)
        {
            // what a writer asks for it asks by keys, of tables that were small a moment ago: by an index, and the one that is best now. Where there is none the
            // plan looks dear, and must not be compiled for that.
            Run("SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_material = off; SET join_collapse_limit = 1; SET plan_cache_mode = force_custom_plan; SET jit = off");
        }
    }

    private PostgresSession(NpgsqlConnection connection)
        : base(connection) => _connection = connection;

    public override List<T> Find<T>(string columns, string table, string keys, IReadOnlyCollection<object[]> values, Func<DbDataReader, T> make)
    {
        var list = new List<T>();
        if (values.Count > 0)
        {
            Settle();
            using var command = Over(values, rows => $"SELECT {columns} FROM {rows} AS wanted ({keys}) JOIN {table} USING ({keys})");
            using var found = command.ExecuteReader();
            while (found.Read())
            {
                list.Add(make(found));
            }
        }

        return list;
    }

    public override void Insert(string table, string columns, IReadOnlyCollection<object[]> rows)
    {
        if (rows.Count > 0)
        {
            object[][] written = [.. rows]; // the caller goes on with its list
            Behind(() => Copy(table, columns, written));
        }
    }

    private void Copy(string table, string columns, object[][] rows)
    {
        using var copy = _connection.BeginBinaryImport($"COPY {table} ({columns}) FROM STDIN (FORMAT BINARY)");
        foreach (var row in rows)
        {
            copy.StartRow();
            foreach (var value in row)
            {
                switch (Statement.Storable(value))
                {
                    case long number: copy.Write(number); break;
                    case int number: copy.Write((long)number); break;
                    case string text: copy.Write(text); break;
                    case double number: copy.Write(number); break;
                    case byte[] bytes: copy.Write(bytes); break;
                    default: throw new ArgumentException($"{value.GetType()} is no type of a column.", nameof(rows));
                }
            }
        }

        copy.Complete();
    }

    public override void Put(string table, string keys, string columns, IReadOnlyCollection<object[]> rows) => Execute(rows, source =>
        $"INSERT INTO {table} ({keys}, {columns}) SELECT * FROM {source} AS put ON CONFLICT ({keys}) DO UPDATE SET {Each(columns, column => $"{column} = excluded.{column}")}");

    public override void Update(string table, string keys, string columns, IReadOnlyCollection<object[]> rows) => Execute(rows, source =>
        $"UPDATE {table} SET {Each(columns, column => $"{column} = changed.{column}")} FROM {source} AS changed ({keys}, {columns}) WHERE {OfSame(table, keys, "changed")}");

    public override void Delete(string table, string keys, IReadOnlyCollection<object[]> rows) => Execute(rows, source =>
        $"DELETE FROM {table} USING {source} AS gone ({keys}) WHERE {OfSame(table, keys, "gone")}");

    public override void RunOver(string alias, string columns, IReadOnlyCollection<object[]> rows, Func<string, string> statement) =>
        Execute(rows, source => statement($"{source} AS {alias} ({columns})"));

    // texts compare by their bytes, as in SQLite and in the program; comments may hold what only this database is told
    public override string Translate(string schema) => "SET LOCAL enable_seqscan = on; SET LOCAL enable_hashjoin = on;\n" + schema
        .Replace("-- postgres: ", "", StringComparison.Ordinal)
        .Replace(" text", " text COLLATE \"C\"", StringComparison.Ordinal);

    public override void Optimize() => Run("ANALYZE");

    // it knows better
    public override string Along(string index) => "";

    public override T InOrder<T>(Func<T> ask)
    {
        Run("SET LOCAL join_collapse_limit = 1; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off");
        var answer = ask();
        Run("SET LOCAL join_collapse_limit TO DEFAULT; SET LOCAL enable_hashjoin TO DEFAULT; SET LOCAL enable_mergejoin TO DEFAULT");
        return answer;
    }

    public override bool HasTable(string name) =>
        this["SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = $1"].Number(name) > 0;

    private void Execute(IReadOnlyCollection<object[]> rows, Func<string, string> sql)
    {
        if (rows.Count > 0)
        {
            object[][] written = [.. rows]; // the caller goes on with its list
            Behind(() =>
            {
                using var command = Over(written, sql);
                command.ExecuteNonQuery();
            });
        }
    }

    private void Behind(Action write) => (_behind ??= new WriteBehind()).Add(write);

    protected override void Settle() => _behind?.Settle();

    public override void Dispose()
    {
        _behind?.Dispose();
        base.Dispose();
    }

    // rows travel as one array for each column
    private NpgsqlCommand Over(IReadOnlyCollection<object[]> rows, Func<string, string> sql)
    {
        var command = _connection.CreateCommand();
        var width = rows.First().Length;
        for (var column = 0; column < width; column++)
        {
            command.Parameters.Add(ColumnOf(rows, column));
        }

        command.CommandText = sql($"unnest({string.Join(", ", Enumerable.Range(1, width).Select(number => $"${number}"))})");
        return command;
    }

    private static NpgsqlParameter ColumnOf(IReadOnlyCollection<object[]> rows, int column) => rows.First()[column] switch
    {
        long => new NpgsqlParameter<long[]> { TypedValue = [.. rows.Select(row => (long)row[column])] },
        string => new NpgsqlParameter<string[]> { TypedValue = [.. rows.Select(row => (string)Statement.Storable(row[column]))] },
        double => new NpgsqlParameter<double[]> { TypedValue = [.. rows.Select(row => (double)row[column])] },
        byte[] => new NpgsqlParameter<byte[][]> { TypedValue = [.. rows.Select(row => (byte[])row[column])] },
        var value => throw new ArgumentException($"{value.GetType()} is no type of a column.", nameof(rows)),
    };

    private static string Each(string columns, Func<string, string> make) => string.Join(", ", columns.Split(", ").Select(make));

    private static string OfSame(string table, string keys, string other) => string.Join(" AND ", keys.Split(", ").Select(key => $"{table}.{key} = {other}.{key}"));

    protected override void BeginWriting() => Run($"BEGIN; SELECT pg_advisory_xact_lock({WriterLock})");

    protected override void BeginReading() => Run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");

    protected override DbParameter Parameter(int number) => new NpgsqlParameter();
}
