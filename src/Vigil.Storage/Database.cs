using Microsoft.Data.Sqlite;

namespace Vigil.Storage;

/// <summary>A connection to a SQLite file, with its prepared statements. Not for several threads at once.</summary>
internal sealed class Database : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);
    private bool _inTransaction;

    /// <summary>Opens a file; makes it, with the schema, when it is not there.</summary>
    /// <exception cref="InvalidDataException">The file has another schema.</exception>
    public Database(string path, string schema, int version)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            _connection.Open();
            // a commit survives the death of the process; one of the machine may take the last ones along, whole
            Run("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -131072;");
            Transact(() => CreateOrCheck(path, schema, version));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The prepared form of a statement.</summary>
    public Statement this[string sql]
    {
        get
        {
            if (!_statements.TryGetValue(sql, out var statement))
            {
                _statements.Add(sql, statement = new Statement(_connection, sql, ParametersOf(sql)));
            }

            return statement;
        }
    }

    /// <summary>Does all of something or nothing of it. Inside another transaction it is part of that.</summary>
    public void Transact(Action action)
    {
        if (_inTransaction)
        {
            action();
            return;
        }

        Run("BEGIN IMMEDIATE");
        _inTransaction = true;
        try
        {
            action();
            Run("COMMIT");
        }
        catch
        {
            Run("ROLLBACK");
            throw;
        }
        finally
        {
            _inTransaction = false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    private void CreateOrCheck(string path, string schema, int version)
    {
        var found = this["PRAGMA user_version"].First() is long number ? number : 0;
        if (found == 0)
        {
            Run(schema);
            Run($"PRAGMA user_version = {version}");
        }
        else if (found != version)
        {
            throw new InvalidDataException($"{path} has schema {found}, but {version} is expected: it was written by another version of vigil.");
        }
    }

    private void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static int ParametersOf(string sql)
    {
        var count = 0;
        while (sql.Contains($"${count + 1}", StringComparison.Ordinal))
        {
            count++;
        }

        return count;
    }
}
