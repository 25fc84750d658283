namespace Vigil.Storage.Estates;

/// <summary>The tables of an estate.</summary>
internal static class EstateSchema
{
    public const int Version = 1;

    // Sets of numbers are the bytes of NumberSet; verdicts are marks of twelve bytes (flaw, meaning), little-endian.
    public const string Sql =
        """
        -- the generation that all standings rest on: one row, none before the first
        CREATE TABLE generation (id INTEGER PRIMARY KEY CHECK (id = 1), content TEXT NOT NULL) STRICT;

        CREATE TABLE coordinate (
          id INTEGER PRIMARY KEY,
          ecosystem TEXT NOT NULL, release TEXT NOT NULL, name TEXT NOT NULL, version TEXT NOT NULL, arch TEXT NOT NULL,
          module_stream TEXT NOT NULL, source_name TEXT NOT NULL, source_version TEXT NOT NULL, repository TEXT NOT NULL,
          state INTEGER NOT NULL, verdicts BLOB NOT NULL,
          UNIQUE (name, version, ecosystem, release, arch, module_stream, source_name, source_version, repository)) STRICT;

        CREATE TABLE resource (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, coordinates BLOB NOT NULL) STRICT;

        -- the inverse, in blocks of 4096 resources, so that one resource changes few bytes of a coordinate that all have
        CREATE TABLE coordinate_resources (
          coordinate INTEGER NOT NULL, block INTEGER NOT NULL, resources BLOB NOT NULL,
          PRIMARY KEY (coordinate, block)) STRICT, WITHOUT ROWID;

        CREATE TABLE advisory_key (
          id INTEGER PRIMARY KEY, ecosystem TEXT NOT NULL, release TEXT NOT NULL, name TEXT NOT NULL,
          UNIQUE (ecosystem, release, name)) STRICT;

        CREATE TABLE key_coordinate (key INTEGER NOT NULL, coordinate INTEGER NOT NULL, PRIMARY KEY (key, coordinate)) STRICT, WITHOUT ROWID;

        CREATE TABLE vulnerability (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;

        -- stage: 0 matching again, 1 following to the resources, 2 done
        CREATE TABLE delta (id INTEGER PRIMARY KEY, before TEXT NOT NULL, after TEXT NOT NULL, stage INTEGER NOT NULL) STRICT;

        -- of the delta that is not done: coordinates to match again, then those that are judged otherwise
        CREATE TABLE delta_coordinate (coordinate INTEGER PRIMARY KEY, state INTEGER, verdicts BLOB) STRICT;
        CREATE INDEX delta_coordinate_waiting ON delta_coordinate (coordinate) WHERE state IS NULL;

        -- of the delta that is not done: resources to follow the changes to
        CREATE TABLE delta_resource (resource INTEGER PRIMARY KEY) STRICT;

        CREATE TABLE finding_change (
          delta INTEGER NOT NULL, resource INTEGER NOT NULL, vulnerability INTEGER NOT NULL, kind INTEGER NOT NULL,
          PRIMARY KEY (delta, resource, vulnerability)) STRICT, WITHOUT ROWID;
        """;
}
