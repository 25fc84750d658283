using System.Globalization;
using System.Reflection;
using Vigil.Storage.Sessions;

namespace Vigil.Storage;

/// <summary>The steps that make the schema what it is: scripts, numbered from one, that are never edited once they were released.</summary>
public static class Migrations
{
    /// <summary>The version that this program expects.</summary>
    public static int Latest => Scripts.Length;

    private static string[] Scripts { get; } =
        [.. typeof(Migrations).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>The version of a database.</summary>
    public static int VersionOf(EstateDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        return database.Read(Current);
    }

    /// <summary>Runs the scripts that a database has not seen. Part of a transaction: all of them count, or none.</summary>
    /// <returns>How many ran.</returns>
    /// <exception cref="InvalidDataException">A newer version of the program made the database.</exception>
    internal static int Apply(Session session)
    {
        var current = Current(session);
        if (current > Latest)
        {
            throw new InvalidDataException($"The database has schema {current}, and this program knows up to {Latest}: it was written by a newer version.");
        }

        foreach (var script in Scripts.Skip(current))
        {
            session.Run(session.Translate(Text(script)));
        }

        session["INSERT INTO setting VALUES ('schema', $1) ON CONFLICT (name) DO UPDATE SET value = excluded.value"].Run(Latest.ToString(CultureInfo.InvariantCulture));
        return Latest - current;
    }

    private static int Current(Session session) => session.HasTable("setting") && session["SELECT value FROM setting WHERE name = 'schema'"].First() is string version
        ? int.Parse(version, CultureInfo.InvariantCulture)
        : 0;

    private static string Text(string script)
    {
        using var reader = new StreamReader(typeof(Migrations).Assembly.GetManifestResourceStream(script)!); // it was listed
        return reader.ReadToEnd();
    }
}
