using Vigil.Advisories.Store;
using Vigil.Domain;
using Vigil.Domain.Advisories;

namespace Vigil.Advisories.Search;

/// <summary>What one advisory says of one package: a row of the store as a record, for people and documents; matching reads rows in place.</summary>
/// <param name="Key">Ecosystem, release and name.</param>
/// <param name="Advisory">Who says it.</param>
/// <param name="State">What it says of the versions.</param>
/// <param name="Range">The range; <see langword="null"/> when it lists exact versions or speaks of all.</param>
/// <param name="Versions">Exact versions.</param>
public sealed record AffectedStatement(
    AdvisoryKey Key, StoredAdvisory Advisory, VendorState State, VersionRange? Range, EquatableArray<string> Versions)
{
    /// <summary>Scheme of the versions.</summary>
    public required string Scheme { get; init; }

    /// <summary>Module and stream to which it is limited, or empty.</summary>
    public string ModuleStream { get; init; } = "";

    /// <summary>Architectures to which it is limited; empty for all.</summary>
    public EquatableArray<string> Arches { get; init; } = [];

    /// <summary>Repositories to which it is limited; empty for all.</summary>
    public EquatableArray<string> Repositories { get; init; } = [];

    /// <summary>The source's own severity word, or empty.</summary>
    public string SeverityLabel { get; init; } = "";

    internal static AffectedStatement Of(in AdvisoryKey key, AdvisoryStore store, in AffectedRow row)
    {
        var versions = new List<string>(row.Versions.Count);
        foreach (var version in row.Versions)
        {
            versions.Add(version.ToString());
        }

        var range = row.HasRange ? new VersionRange(row.Introduced.ToString(), row.Fixed.ToString(), row.LastAffected.ToString()) : null;
        return new AffectedStatement(key, store.Advisory(row.AdvisoryIndex), row.State, range, [.. versions])
        {
            Scheme = row.Scheme,
            ModuleStream = row.ModuleStream,
            Arches = [.. row.Arches],
            Repositories = [.. row.Repositories],
            SeverityLabel = row.SeverityLabel,
        };
    }
}
