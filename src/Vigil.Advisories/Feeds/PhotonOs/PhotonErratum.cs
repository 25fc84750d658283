using Vigil.Advisories.Feeds.Oval;
using Vigil.Domain.Advisories;
using Vigil.Domain.Diagnostics;

namespace Vigil.Advisories.Feeds.PhotonOs;

/// <summary>An erratum of Photon OS from the OVAL documents that were published up to 2023.</summary>
internal static class PhotonErratum
{
    /// <summary>Makes the advisory of a definition.</summary>
    /// <exception cref="FormatException">It has no name.</exception>
    public static Advisory Build(OvalDefinition definition, IReadOnlyList<OvalStatement> statements, SourceIntake source)
    {
        // "PHSA-2020:00001 sqlite Security Update. (Important)": several definitions share a reference, the name in the title is their own
        var blank = definition.Title.IndexOf(' ', StringComparison.Ordinal);
        if (blank < 0 || !definition.Title.StartsWith("PHSA-", StringComparison.Ordinal))
        {
            throw new FormatException($"Expected a title that begins with a name, found '{Quote.Of(definition.Title)}'.");
        }

        return new()
        {
            Id = definition.Title[..blank],
            Source = source.Source,
            Vulnerabilities = [.. definition.Flaws],
            Summary = definition.Title[(blank + 1)..],
            Details = definition.Description,
            Published = definition.Issued,
            Modified = definition.Updated ?? definition.Issued,
            References = [.. definition.Addresses.Take(source.Limits.MaxReferences)],
            Affected = definition.Flaws.Count > 0 ? [.. OvalRows.Of(statements, "Photon OS", major => major + ".0", definition.Severity)] : [],
        };
    }
}
