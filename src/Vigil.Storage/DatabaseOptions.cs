namespace Vigil.Storage;

/// <summary>Where the database is.</summary>
public sealed record DatabaseOptions
{
    /// <summary>A SQLite file, made when it is not there; not looked at when <see cref="PostgresConnection"/> is set.</summary>
    public string SqlitePath { get; init; } = "";

    /// <summary>Connection string of a PostgreSQL database (14 or newer), in Npgsql's words; empty for SQLite.</summary>
    public string PostgresConnection { get; init; } = "";

    /// <summary>Region in the names of findings; what a database began with stays.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>How many requests may read at the same time; more wait.</summary>
    public int MaxReaders { get; init; } = 8;
}
