using System.Data.Common;
using System.Runtime.InteropServices;
using Vigil.Domain.Packages;
using Vigil.Domain.Verdicts;
using Vigil.Scanning.Estates;
using Vigil.Scanning.Matching;

namespace Vigil.Storage.Estates;

/// <summary>Between the rows of an estate and what they stand for.</summary>
internal static class Rows
{
    /// <summary>The columns of a coordinate, in the order of <see cref="Values"/>.</summary>
    public const string CoordinateColumns = "ecosystem, release, name, version, arch, module_stream, source_name, source_version, repository";

    /// <summary>The columns of a coordinate as values of parameters.</summary>
    public static object[] Values(Coordinate coordinate) =>
    [
        coordinate.Ecosystem, coordinate.Release, coordinate.Name, coordinate.Version, coordinate.Arch,
        coordinate.ModuleStream, coordinate.SourceName, coordinate.SourceVersion, coordinate.Repository,
    ];

    /// <summary>Reads a coordinate whose columns begin at the given one.</summary>
    public static Coordinate Coordinate(DbDataReader row, int at) => new()
    {
        Ecosystem = row.GetString(at),
        Release = row.GetString(at + 1),
        Name = row.GetString(at + 2),
        Version = row.GetString(at + 3),
        Arch = row.GetString(at + 4),
        ModuleStream = row.GetString(at + 5),
        SourceName = row.GetString(at + 6),
        SourceVersion = row.GetString(at + 7),
        Repository = row.GetString(at + 8),
    };

    /// <summary>Reads a standing whose state and verdicts begin at the given column.</summary>
    public static Standing Standing(DbDataReader row, int at) =>
        new((EvaluationState)row.GetInt32(at), MemoryMarshal.Cast<byte, VerdictMark>(row.GetFieldValue<byte[]>(at + 1)).ToArray());

    /// <summary>Verdicts as a value of a parameter.</summary>
    public static byte[] Bytes(VerdictMark[] verdicts) => MemoryMarshal.AsBytes(verdicts.AsSpan()).ToArray();

    /// <summary>Reads a set of numbers.</summary>
    public static NumberSet Numbers(DbDataReader row, int at) => NumberSet.FromBytes(row.GetFieldValue<byte[]>(at));
}
