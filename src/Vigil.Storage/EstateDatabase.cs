using System.Collections.Concurrent;
using Npgsql;
using Vigil.Storage.Sessions;

namespace Vigil.Storage;

/// <summary>The database of a site: one writer, and readers that see what was committed when they began. For any number of threads.</summary>
/// <remarks>
/// Its calls are synchronous: SQLite has no other, and no more threads wait for PostgreSQL than there are readers. Several processes may share a database
/// of PostgreSQL: they take turns in writing.
/// </remarks>
public sealed class EstateDatabase : IDisposable
{
    private const int WriterCacheKibibytes = 64 * 1024;
    private const int ReaderCacheKibibytes = 8 * 1024;

    // a step of bulk work goes ahead after that, so that it ends though there is always somebody
    private static readonly TimeSpan LongestCourtesy = TimeSpan.FromSeconds(1);

    private readonly Func<bool, Session> _connect;
    private readonly NpgsqlDataSource? _source;
    private readonly ConcurrentBag<Session> _readers = [];
    private readonly SemaphoreSlim _places;
    private readonly Lock _writing = new();
    private readonly ManualResetEventSlim _nobodyWaits = new(initialState: true);
    private int _waiting;
    private Session? _writer;

    private EstateDatabase(DatabaseOptions options)
    {
        _places = new SemaphoreSlim(options.MaxReaders, options.MaxReaders);
        if (options.PostgresConnection.Length > 0)
        {
            // statements that recur are prepared by themselves
            _source = new NpgsqlDataSourceBuilder(options.PostgresConnection)
            {
                ConnectionStringBuilder = { MaxAutoPrepare = 200, MaxPoolSize = options.MaxReaders + 2, IncludeErrorDetail = true },
            }.Build();
            _connect = isWriter => new PostgresSession(_source, isWriter);
        }
        else
        {
            _connect = isWriter => new SqliteSession(options.SqlitePath, isWriter ? WriterCacheKibibytes : ReaderCacheKibibytes);
        }
    }

    /// <summary>Region in the names of findings.</summary>
    public string Region { get; private set; } = "";

    /// <summary>Opens the database and brings its schema up to date, in one transaction.</summary>
    /// <exception cref="InvalidDataException">A newer version of the program made it.</exception>
    public static EstateDatabase Open(DatabaseOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var database = new EstateDatabase(options);
        try
        {
            database.Write(session =>
            {
                Migrations.Apply(session);
                session["INSERT INTO setting VALUES ('region', $1) ON CONFLICT (name) DO NOTHING"].Run(options.Region);
            });
            database.Region = database.Read(session => (string)session["SELECT value FROM setting WHERE name = 'region'"].First()!); // it was just put there
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Opens a SQLite file.</summary>
    public static EstateDatabase OpenFile(string path) => Open(new DatabaseOptions { SqlitePath = path });

    /// <summary>Lets the database look at what is in its tables, so that it plans well: after the first large intake, and once a day.</summary>
    public void Optimize()
    {
        lock (_writing)
        {
            _writer ??= _connect(true);
            _writer.Optimize();
        }

        // who was connected before plans without what was counted
        while (_readers.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }

    /// <summary>Writes a consistent copy of a SQLite database to a new file, while others read and write.</summary>
    /// <exception cref="NotSupportedException">It is a database of PostgreSQL, which has programs of its own for that.</exception>
    public void BackUp(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (_source is not null)
        {
            throw new NotSupportedException("Databases of PostgreSQL are saved with pg_dump.");
        }

        using var session = _connect(false);
        session["VACUUM INTO $1"].Run(path);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _writer?.Dispose();
        while (_readers.TryTake(out var reader))
        {
            reader.Dispose();
        }

        _source?.Dispose();
        _places.Dispose();
        _nobodyWaits.Dispose();
    }

    /// <summary>Whether somebody of this process wants to write who is no bulk work.</summary>
    internal bool IsWaitedFor => !_nobodyWaits.IsSet;

    /// <summary>Reads in one snapshot.</summary>
    internal T Read<T>(Func<Session, T> read)
    {
        _places.Wait();
        Session? session = null;
        try
        {
            session = _readers.TryTake(out var idle) ? idle : _connect(false);
            var result = session.Snapshot(read);
            _readers.Add(session);
            return result;
        }
        catch
        {
            // a connection that failed is not used again
            session?.Dispose();
            throw;
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Writes in one transaction, after all others that write.</summary>
    internal void Write(Action<Session> write)
    {
        if (Interlocked.Increment(ref _waiting) == 1)
        {
            _nobodyWaits.Reset();
        }

        try
        {
            WriteNext(write);
        }
        finally
        {
            if (Interlocked.Decrement(ref _waiting) == 0)
            {
                _nobodyWaits.Set();
            }
        }
    }

    /// <summary>As <see cref="Write(Action{Session})"/>, with a result.</summary>
    internal T Write<T>(Func<Session, T> write)
    {
        var result = default(T)!;
        Write(session => { result = write(session); });
        return result;
    }

    /// <summary>Writes one of many steps: whoever else wants to write goes first.</summary>
    internal void WriteInBulk(Action<Session> write)
    {
        _nobodyWaits.Wait(LongestCourtesy);
        WriteNext(write);
    }

    private void WriteNext(Action<Session> write)
    {
        lock (_writing)
        {
            try
            {
                _writer ??= _connect(true);
                _writer.Transact(() => write(_writer));
            }
            catch
            {
                _writer?.Dispose();
                _writer = null;
                throw;
            }
        }
    }
}
