using System.Data.Common;
using Npgsql;

namespace Vigil.Storage.Sessions;

/// <summary>A connection to a PostgreSQL database.</summary>
internal sealed class PostgresSession : Session
{
    // any number, as long as nobody else in this database takes it
    private const long WriterLock = 0x5649_4749_4c00;
    private const int BatchSize = 500;

    // a process that is cut off in the middle of writing says nothing more, and the others wait for it
    private const string LongestSilence = "15s";

    private readonly NpgsqlConnection _connection;

    public PostgresSession(NpgsqlDataSource source)
        : this(source.OpenConnection()) => Run($"SET idle_in_transaction_session_timeout = '{LongestSilence}'; SET tcp_user_timeout = '{LongestSilence}'");

    private PostgresSession(NpgsqlConnection connection)
        : base(connection) => _connection = connection;

    public override void RunForEach(string sql, IReadOnlyCollection<object[]> rows)
    {
        foreach (var chunk in rows.Chunk(BatchSize))
        {
            using var batch = Batch(sql, chunk);
            batch.ExecuteNonQuery();
        }
    }

    public override List<T> ListForEach<T>(string sql, IReadOnlyCollection<object[]> rows, Func<DbDataReader, T> make)
    {
        var list = new List<T>();
        foreach (var chunk in rows.Chunk(BatchSize))
        {
            using var batch = Batch(sql, chunk);
            using var answers = batch.ExecuteReader();
            do
            {
                while (answers.Read())
                {
                    list.Add(make(answers));
                }
            }
            while (answers.NextResult());
        }

        return list;
    }

    public override void Insert(string table, string columns, IReadOnlyCollection<object[]> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

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

    // a temporary table is never vacuumed, so what was deleted would stay in the way
    public override void Empty(string table) => Run($"TRUNCATE {table}");

    // texts compare by their bytes, as in SQLite and in the program
    public override string Translate(string schema) => schema.Replace(" text", " text COLLATE \"C\"", StringComparison.Ordinal);

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

    private NpgsqlBatch Batch(string sql, object[][] rows)
    {
        var batch = _connection.CreateBatch();
        foreach (var row in rows)
        {
            var command = new NpgsqlBatchCommand(sql);
            foreach (var value in row)
            {
                command.Parameters.Add(new NpgsqlParameter { Value = Statement.Storable(value) });
            }

            batch.BatchCommands.Add(command);
        }

        return batch;
    }

    protected override void BeginWriting() => Run($"BEGIN; SELECT pg_advisory_xact_lock({WriterLock})");

    protected override void BeginReading() => Run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");

    protected override DbParameter Parameter(int number) => new NpgsqlParameter();
}
