using System.Globalization;
using Vigil.Storage;
using Vigil.Storage.Estates;

namespace Vigil.Benchmarks;

/// <summary>Makes a database with all that is in it one of an older version of the program, so that its migration can be killed.</summary>
internal static class OlderSchema
{
    // what each script did, undone; the newest first
    private static readonly (int Version, string Undo)[] Steps =
    [
        (6, "DROP TABLE resource_unfiled; DROP INDEX assessment_protocol; DROP INDEX assessment_component"),
        (5, "DROP INDEX record_expiry; ALTER TABLE record DROP COLUMN expires_at"),
        (4, "DROP TABLE tally_resource; DROP TABLE tally_title; DROP TABLE tally_package; DROP TABLE tally_layer"),
        (3, "ALTER TABLE inventory DROP COLUMN taken_at"),
    ];

    // what no migration may change the number of
    private static readonly string[] Kept =
    [
        "finding", "change", "resource", "resource_document", "resource_contents", "inventory", "coverage", "coordinate", "coordinate_resources", "assessment", "assessment_document",
        "assessment_package", "vulnerability", "filter", "record", "work",
    ];

    /// <summary>The oldest version that it can make.</summary>
    public static int Oldest => Steps[^1].Version;

    /// <summary>Takes a database back to a version.</summary>
    public static void Make(EstateDatabase database, int version) => database.Write(session =>
    {
        // older versions filed at once
        while (new ResourceBlocks(session).FileSome(1_000))
        {
        }

        foreach (var step in Steps.Where(step => step.Version >= version))
        {
            session.Run(step.Undo);
        }

        session["UPDATE setting SET value = $1 WHERE name = 'schema'"].Run(version.ToString(CultureInfo.InvariantCulture));
    });

    /// <summary>How many rows each table has that is in all versions, as one text.</summary>
    public static string CountsOf(EstateDatabase database) => database.Read(session => string.Join(", ", Kept.Select(table =>
        string.Create(CultureInfo.InvariantCulture, $"{table} {session[$"SELECT count(*) FROM {table}"].Number()}"))));
}
