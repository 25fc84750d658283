using Microsoft.Data.Sqlite;

namespace Vigil.Storage;

/// <summary>One statement, prepared once and run many times. Its parameters are <c>$1</c>, <c>$2</c> and so on.</summary>
internal sealed class Statement : IDisposable
{
    private readonly SqliteCommand _command;

    public Statement(SqliteConnection connection, string sql, int parameters)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
        for (var number = 1; number <= parameters; number++)
        {
            _command.Parameters.Add(new SqliteParameter { ParameterName = $"${number}" });
        }

        _command.Prepare();
    }

    /// <summary>Runs it.</summary>
    /// <returns>The number of rows that changed.</returns>
    public int Run(params ReadOnlySpan<object> values) => With(values).ExecuteNonQuery();

    /// <summary>The first column of the first row; <see langword="null"/> when there is no row.</summary>
    public object? First(params ReadOnlySpan<object> values) => With(values).ExecuteScalar();

    /// <summary>The rows. Dispose of the reader before the statement runs again.</summary>
    public SqliteDataReader Rows(params ReadOnlySpan<object> values) => With(values).ExecuteReader();

    public void Dispose() => _command.Dispose();

    private SqliteCommand With(ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            _command.Parameters[i].Value = values[i];
        }

        return _command;
    }
}
