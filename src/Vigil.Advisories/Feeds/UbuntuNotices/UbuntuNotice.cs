using System.Text.Json;
using Vigil.Advisories.Feeds.Json;
using Vigil.Domain.Advisories;
using Vigil.Domain.Diagnostics;
using Vigil.Domain.OperatingSystems;

namespace Vigil.Advisories.Feeds.UbuntuNotices;

/// <summary>
/// A notice: <c>{"id":"5000-1","title":"…","isummary":"…","description":"…","timestamp":1624399200.0,"cves":["CVE-2021-0001"],
/// "releases":{"focal":{"sources":{"linux":{"version":"5.4.0-77.86"}}}}}</c>.
/// </summary>
internal static class UbuntuNotice
{
    // "3.13.0-185.236+esm1", "1.0.2g-1ubuntu4.20+esm3", "5.4.0-1.2~18.04.1~esm1": only extended maintenance has such versions
    private const string ExtendedMark = "esm";

    /// <summary>Reads a notice.</summary>
    /// <exception cref="FormatException">Not a notice.</exception>
    public static Advisory Read(ReadOnlySpan<byte> json, string source)
    {
        var (id, title, summary, description) = ("", "", "", "");
        DateTimeOffset? published = null;
        var (flaws, rows) = (new List<string>(), new List<AffectedPackage>());
        var reader = new Utf8JsonReader(json);
        reader.EnterDocument();
        while (reader.NextMember())
        {
            switch (reader.GetString())
            {
                case "id":
                    id = reader.NextText();
                    break;
                case "title":
                    title = reader.NextText();
                    break;
                case "isummary":
                    summary = reader.NextText();
                    break;
                case "description":
                    description = reader.NextText();
                    break;
                case "timestamp":
                    reader.Read();
                    published = TimeOf(ref reader);
                    break;
                case "cves":
                    reader.AddTexts(flaws);
                    break;
                case "releases":
                    ReadReleases(ref reader, rows);
                    break;
                default:
                    reader.SkipValue();
                    break;
            }
        }

        if (id.Length == 0 || !char.IsAsciiDigit(id[^1]))
        {
            throw new FormatException("Expected the number of a notice, found none.");
        }

        var name = id.StartsWith("USN-", StringComparison.Ordinal) || id.StartsWith("LSN-", StringComparison.Ordinal) ? id : "USN-" + id;
        var details = description.Length > 0 ? description : summary;
        flaws.RemoveAll(flaw => !VulnerabilityId.IsCve(flaw));
        return new()
        {
            Id = name,
            Source = source,
            Vulnerabilities = [.. flaws.Distinct(StringComparer.Ordinal)],
            Summary = title,
            Details = details.Length <= Advisory.MaxDetailsLength ? details : details[..Advisory.MaxDetailsLength],
            Published = published,
            References = [$"https://ubuntu.com/security/notices/{name}"],

            // A notice without a flaw takes back a change that broke something.
            Affected = flaws.Count > 0 ? [.. rows] : [],
        };
    }

    private static DateTimeOffset? TimeOf(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var seconds) && seconds is >= 0 and < 1e11
            ? DateTimeOffset.UnixEpoch.AddSeconds(Math.Floor(seconds))
            : null;

    private static void ReadReleases(ref Utf8JsonReader reader, List<AffectedPackage> rows)
    {
        for (var has = reader.EnterObject(); has && reader.NextMember();)
        {
            var release = Codenames.UbuntuNumber(reader.GetString() ?? "");
            for (var hasParts = reader.EnterObject(); hasParts && reader.NextMember();)
            {
                if (reader.ValueTextEquals("sources"u8))
                {
                    ReadSources(ref reader, release, rows);
                }
                else
                {
                    reader.SkipValue();
                }
            }
        }
    }

    private static void ReadSources(ref Utf8JsonReader reader, string release, List<AffectedPackage> rows)
    {
        for (var has = reader.EnterObject(); has && reader.NextMember();)
        {
            var (name, version) = (reader.GetString() ?? "", "");
            for (var hasParts = reader.EnterObject(); hasParts && reader.NextMember();)
            {
                if (reader.ValueTextEquals("version"u8))
                {
                    version = reader.NextText();
                }
                else
                {
                    reader.SkipValue();
                }
            }

            if (release.Length > 0 && name.Length > 0)
            {
                rows.Add(new()
                {
                    Key = new("Ubuntu", version.Contains(ExtendedMark, StringComparison.Ordinal) ? "Pro:" + release : release, name),
                    NamesSource = true,
                    Scheme = "deb",
                    Ranges = [new("", version.Length > 0 ? version : throw new FormatException($"Expected a version of '{Quote.Of(name)}', found none."))],
                });
            }
        }
    }
}
