using System.Data.Common;

namespace Vigil.Storage.Sessions;

/// <summary>A connection to the database, with its prepared statements. Not for several threads at once.</summary>
/// <remarks>
/// The SQL is the part that SQLite and PostgreSQL share; what differs is in the two classes that derive from this one. Parameters are texts, whole numbers,
/// doubles and bytes, never null: what does not apply is empty, zero or minus one, so that comparisons mean the same everywhere.
/// </remarks>
internal abstract class Session : IDisposable
{
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);
    private readonly DbConnection _connection;
    private bool _inTransaction;

    protected Session(DbConnection connection) => _connection = connection;

    /// <summary>The prepared form of a statement. For texts of which there are few: they are all kept.</summary>
    public Statement this[string sql]
    {
        get
        {
            Settle();
            if (!_statements.TryGetValue(sql, out var statement))
            {
                _statements.Add(sql, statement = new Statement(Command(sql)));
            }

            return statement;
        }
    }

    /// <summary>A statement that somebody's request made: used once.</summary>
    public Statement Once(string sql)
    {
        Settle();
        return new Statement(Command(sql));
    }

    /// <summary>Runs statements without parameters.</summary>
    public void Run(string sql)
    {
        Settle();
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Does all of something or nothing of it, as the only writer. Inside another transaction it is part of that.</summary>
    public void Transact(Action action) => Transact(action, BeginWriting);

    /// <summary>Reads things that belong together.</summary>
    public T Snapshot<T>(Func<Session, T> read)
    {
        var result = default(T)!;
        Transact(() => result = read(this), BeginReading);
        return result;
    }

    /// <summary>Finds the rows of a table that have one of many keys.</summary>
    /// <param name="columns">What to read of them.</param>
    /// <param name="table">The table.</param>
    /// <param name="keys">The columns of the key, which an index begins with.</param>
    /// <param name="values">The keys, each once.</param>
    /// <param name="make">Makes something of a row.</param>
    public abstract List<T> Find<T>(string columns, string table, string keys, IReadOnlyCollection<object[]> values, Func<DbDataReader, T> make);

    /// <summary>Adds rows to a table, fast.</summary>
    public abstract void Insert(string table, string columns, IReadOnlyCollection<object[]> rows);

    /// <summary>Adds rows to a table, in the place of those that have the same key.</summary>
    /// <param name="table">The table.</param>
    /// <param name="keys">The columns of its primary key.</param>
    /// <param name="columns">The others.</param>
    /// <param name="rows">Key and other values; each key once.</param>
    public abstract void Put(string table, string keys, string columns, IReadOnlyCollection<object[]> rows);

    /// <summary>Changes the rows that have certain keys.</summary>
    /// <param name="table">The table.</param>
    /// <param name="keys">The columns of the key.</param>
    /// <param name="columns">The columns that change.</param>
    /// <param name="rows">Key and new values; each key once.</param>
    public abstract void Update(string table, string keys, string columns, IReadOnlyCollection<object[]> rows);

    /// <summary>Deletes the rows that have certain keys.</summary>
    public abstract void Delete(string table, string keys, IReadOnlyCollection<object[]> rows);

    /// <summary>Runs a statement that reads from rows of whole numbers as from a table.</summary>
    /// <param name="alias">What the statement calls them.</param>
    /// <param name="columns">Their columns.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="statement">The statement, given what stands for the rows behind FROM.</param>
    public abstract void RunOver(string alias, string columns, IReadOnlyCollection<object[]> rows, Func<string, string> statement);

    /// <summary>The schema in the database's own words: it is written in those of PostgreSQL.</summary>
    public abstract string Translate(string schema);

    /// <summary>Counts what is in the tables, for the plans of later statements.</summary>
    public abstract void Optimize();

    /// <summary>Makes a statement walk along an index, where the database takes such advice.</summary>
    public abstract string Along(string index);

    /// <summary>Asks so that the tables are walked in the order in which the statement names them.</summary>
    public abstract T InOrder<T>(Func<T> ask);

    /// <summary>Whether a table is there.</summary>
    public abstract bool HasTable(string name);

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    /// <summary>Waits until what was handed over is written.</summary>
    protected virtual void Settle()
    {
    }

    protected abstract void BeginWriting();

    protected abstract void BeginReading();

    protected abstract DbParameter Parameter(int number);

    private DbCommand Command(string sql)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var number = 1; sql.Contains($"${number}", StringComparison.Ordinal); number++)
        {
            command.Parameters.Add(Parameter(number));
        }

        return command;
    }

    private void Transact(Action action, Action begin)
    {
        if (_inTransaction)
        {
            action();
            return;
        }

        _inTransaction = true;
        try
        {
            begin();
            action();
            Run("COMMIT");
        }
        catch
        {
            TryRollBack();
            throw;
        }
        finally
        {
            _inTransaction = false;
        }
    }

    // what went wrong first is what has to be told
    private void TryRollBack()
    {
        try
        {
            Settle();
        }
        catch (Exception fault) when (fault is DbException or InvalidOperationException)
        {
            // the same, or what followed from it
        }

        try
        {
            Run("ROLLBACK");
        }
        catch (Exception fault) when (fault is DbException or InvalidOperationException)
        {
            // what went wrong was the connection
            _connection.Close();
        }
    }
}
