using System.Text.Json;
using Vigil.Advisories.Feeds.Json;
using Vigil.Domain.Advisories;
using Vigil.Domain.Diagnostics;

namespace Vigil.Advisories.Feeds.ArchLinux;

/// <summary>
/// A vulnerability group: <c>{"name":"AVG-4","packages":["bzip2"],"status":"Fixed","severity":"Low","type":"denial of service","affected":"1.0.6-5",
/// "fixed":"1.0.6-6","issues":["CVE-2016-3189"],"advisories":["ASA-201702-19"]}</c>.
/// </summary>
internal static class ArchGroup
{
    /// <summary>Reads a group.</summary>
    /// <exception cref="FormatException">Not a group.</exception>
    public static Advisory Read(ReadOnlySpan<byte> json, string source)
    {
        var (name, status, severity, type, affected, fix) = ("", "", "", "", "", "");
        var (packages, issues, advisories) = (new List<string>(), new List<string>(), new List<string>());
        var reader = new Utf8JsonReader(json);
        reader.EnterDocument();
        while (reader.NextMember())
        {
            switch (reader.GetString())
            {
                case "name":
                    name = reader.NextText();
                    break;
                case "status":
                    status = reader.NextText();
                    break;
                case "severity":
                    severity = reader.NextText();
                    break;
                case "type":
                    type = reader.NextText();
                    break;
                case "affected":
                    affected = reader.NextText();
                    break;
                case "fixed":
                    fix = reader.NextText();
                    break;
                case "packages":
                    reader.AddTexts(packages);
                    break;
                case "issues":
                    reader.AddTexts(issues);
                    break;
                case "advisories":
                    reader.AddTexts(advisories);
                    break;
                default:
                    reader.SkipValue();
                    break;
            }
        }

        if (!name.StartsWith("AVG-", StringComparison.Ordinal) || packages.Count == 0)
        {
            throw new FormatException("Expected a group with a name and packages, found something else.");
        }

        return new()
        {
            Id = name,
            Source = source,
            Vulnerabilities = [.. issues.Where(issue => VulnerabilityId.IsCve(issue)).Distinct(StringComparer.Ordinal)],
            Related = [.. advisories],
            Summary = type,
            References = [$"https://security.archlinux.org/{name}"],
            Affected = [.. packages.Distinct(StringComparer.Ordinal).Select(package => Row(package, status, severity, affected, fix))],
        };
    }

    private static AffectedPackage Row(string package, string status, string severity, string affected, string fix) => new()
    {
        Key = new("Arch", "", package),
        Scheme = "pacman",
        SeverityLabel = severity,
        State = status switch
        {
            "Fixed" or "Vulnerable" => VendorState.Affected,
            "Testing" => VendorState.FixPending,
            "Unknown" => VendorState.UnderInvestigation,
            "Not affected" => VendorState.NotAffected,
            _ => throw new FormatException($"The status '{Quote.Of(status)}' is not known."),
        },

        // Another group may speak of the same flaw later: "not affected" is said of the version that was looked at and those before.
        Ranges = status switch
        {
            "Not affected" => [new("", "", affected)],
            "Fixed" => [new("", fix.Length > 0 ? fix : throw new FormatException("Expected a fixed version, found none."))],
            _ => [],
        },
    };
}
