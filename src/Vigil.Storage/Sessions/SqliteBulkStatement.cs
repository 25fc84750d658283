using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Vigil.Storage.Sessions;

/// <summary>A statement of SQLite that runs for very many rows of values: past the layer of ADO.NET, which looks every parameter up by its name each time.</summary>
internal sealed class SqliteBulkStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private byte[] _text = new byte[1024];

    /// <param name="database">The connection; it outlives the statement.</param>
    /// <param name="sql">One statement with the parameters <c>$1</c>, <c>$2</c> and so on, which appear in any order.</param>
    public SqliteBulkStatement(sqlite3 database, string sql)
    {
        _database = database;
        Check(raw.sqlite3_prepare_v2(database, sql, out _statement));
    }

    /// <summary>Runs it for each row.</summary>
    public void RunForEach(IReadOnlyCollection<object[]> rows)
    {
        var places = PlacesOf(rows.First().Length);
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                Check(Bind(places[i], row[i]));
            }

            var result = raw.sqlite3_step(_statement);
            raw.sqlite3_reset(_statement);
            Check(result == raw.SQLITE_DONE ? raw.SQLITE_OK : result);
        }
    }

    public void Dispose() => _statement.Dispose();

    private int[] PlacesOf(int count) =>
        [.. Enumerable.Range(1, count).Select(number => raw.sqlite3_bind_parameter_index(_statement, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"${number}")))];

    private int Bind(int place, object value) => value switch
    {
        "" => raw.sqlite3_bind_text(_statement, place, utf8z.FromString("")), // an empty span would be null
        byte[] { Length: 0 } => raw.sqlite3_bind_zeroblob(_statement, place, 0),
        long number => raw.sqlite3_bind_int64(_statement, place, number),
        string text => Bind(place, (string)Statement.Storable(text)),
        double number => raw.sqlite3_bind_double(_statement, place, number),
        byte[] bytes => raw.sqlite3_bind_blob(_statement, place, bytes),
        _ => throw new ArgumentException($"{value.GetType()} is no type of a column.", nameof(value)),
    };

    // SQLite takes a copy
    private int Bind(int place, string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (_text.Length < most)
        {
            _text = new byte[most];
        }

        return raw.sqlite3_bind_text(_statement, place, _text.AsSpan(0, Encoding.UTF8.GetBytes(text, _text)));
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(result, _database);
        }
    }
}
