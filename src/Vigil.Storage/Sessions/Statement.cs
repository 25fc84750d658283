using System.Data.Common;

namespace Vigil.Storage.Sessions;

/// <summary>One statement, prepared once and run many times. Its parameters are <c>$1</c>, <c>$2</c> and so on.</summary>
internal sealed class Statement(DbCommand command) : IDisposable
{
    /// <summary>Runs it.</summary>
    /// <returns>The number of rows that changed.</returns>
    public int Run(params ReadOnlySpan<object> values) => With(values).ExecuteNonQuery();

    /// <summary>The first column of the first row; <see langword="null"/> when there is no row.</summary>
    public object? First(params ReadOnlySpan<object> values) => With(values).ExecuteScalar();

    /// <summary>The number in the first column of the first row; <see langword="null"/> when there is no row.</summary>
    public long? Number(params ReadOnlySpan<object> values) => (long?)First(values);

    /// <summary>The rows. Dispose of the reader before the statement runs again.</summary>
    public DbDataReader Rows(params ReadOnlySpan<object> values) => With(values).ExecuteReader();

    /// <summary>All rows, each made into something.</summary>
    public List<T> List<T>(Func<DbDataReader, T> make, params ReadOnlySpan<object> values)
    {
        var list = new List<T>();
        using var rows = Rows(values);
        while (rows.Read())
        {
            list.Add(make(rows));
        }

        return list;
    }

    public void Dispose() => command.Dispose();

    /// <summary>The same value, without the one character that PostgreSQL does not take.</summary>
    public static object Storable(object value) =>
        value is string text && text.Contains('\0', StringComparison.Ordinal) ? text.Replace('\0', '\uFFFD') : value;

    private DbCommand With(ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = Storable(values[i]);
        }

        return command;
    }
}
