using System.Text.RegularExpressions;
using System.Xml;
using Vigil.Domain.Advisories;
using Vigil.Domain.OperatingSystems;

namespace Vigil.Advisories.Feeds.UbuntuOval;

/// <summary>
/// A definition about one CVE. Its tests name binaries; the sources, which advisories go by, and what Canonical decided stand in the comments:
/// <c>curl package in jammy was vulnerable but has been fixed (note: '7.81.0-1ubuntu1.15').</c>
/// </summary>
internal sealed partial class UbuntuDefinition
{
    private readonly List<(string Package, string Codename, string Words, string Note)> _statements = [];
    private string _description = "";
    private string _priority = "";
    private string _vector = "";
    private DateTimeOffset? _published;

    private UbuntuDefinition()
    {
    }

    /// <summary>The CVE.</summary>
    public string Flaw { get; private set; } = "";

    /// <summary>Reads the element and all that is below it.</summary>
    /// <exception cref="FormatException">It names no flaw, or makes too many statements.</exception>
    public static UbuntuDefinition Read(XmlReader reader, FeedLimits limits)
    {
        var definition = new UbuntuDefinition();
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                definition.ReadElement(reader, limits);
            }
        }

        return definition.Flaw.Length > 0 ? definition : throw new FormatException("Expected the name of a CVE, found none.");
    }

    /// <summary>What it says.</summary>
    /// <param name="source">Id of the source.</param>
    /// <param name="isExtended">Whether the document is about extended maintenance.</param>
    public Advisory ToAdvisory(string source, bool isExtended) => new()
    {
        Id = Flaw,
        Source = source,
        Details = _description.Length <= Advisory.MaxDetailsLength ? _description : _description[..Advisory.MaxDetailsLength],
        Published = _published,
        Severities =
        [
            .. _priority.Length > 0 ? (Severity[])[new("UBUNTU_CVE", "", _priority)] : [],
            .. _vector.Length > 0 ? (Severity[])[new("UBUNTU_CVE", _vector)] : [],
        ],
        References = [$"https://ubuntu.com/security/{Flaw}"],
        Affected = [.. _statements.Select(statement => Row(statement, isExtended)).OfType<AffectedPackage>().Distinct()],
    };

    private void ReadElement(XmlReader reader, FeedLimits limits)
    {
        switch (reader.LocalName)
        {
            case "description":
                _description = reader.ReadString().Trim();
                break;
            case "public_date":
                _published = Times.TryParse(reader.ReadString().Replace(" UTC", "", StringComparison.Ordinal), out var time) ? time : null;
                break;
            case "reference" when reader.GetAttribute("source") == "CVE" && VulnerabilityId.IsCve(reader.GetAttribute("ref_id")):
                Flaw = reader.GetAttribute("ref_id") ?? "";
                break;
            case "cve":
                _priority = reader.GetAttribute("priority") ?? "";
                _vector = reader.GetAttribute("cvss_vector") ?? "";
                break;
            case "criterion" when Comment().Match(reader.GetAttribute("comment") ?? "") is { Success: true } match:
                _statements.Add(_statements.Count < limits.MaxStatements
                    ? (match.Groups["package"].Value, match.Groups["codename"].Value, match.Groups["words"].Value, match.Groups["note"].Value)
                    : throw new FormatException($"The entry makes more than {limits.MaxStatements} statements."));
                break;
        }
    }

    private static AffectedPackage? Row((string Package, string Codename, string Words, string Note) statement, bool isExtended)
    {
        var release = Codenames.UbuntuNumber(statement.Codename);
        var state = StateOf(statement.Words, statement.Note);
        var fix = statement.Words.StartsWith("was vulnerable", StringComparison.Ordinal) ? statement.Note : "";
        if (release.Length == 0 || state is null)
        {
            return null;
        }

        return new()
        {
            Key = new("Ubuntu", isExtended || fix.Contains("esm", StringComparison.Ordinal) ? $"Pro:{release}" : release, statement.Package),
            NamesSource = true,
            Scheme = "deb",
            State = state.Value,
            Ranges = fix.Length > 0 ? [new("", fix)] : [],
        };
    }

    private static VendorState? StateOf(string words, string note) => words switch
    {
        _ when words.StartsWith("was vulnerable", StringComparison.Ordinal) => note.Length > 0 ? VendorState.Affected : null,
        _ when words.Contains("needs fixing", StringComparison.Ordinal) => VendorState.Affected,
        _ when words.Contains("may need fixing", StringComparison.Ordinal) => VendorState.UnderInvestigation,
        _ when words.Contains("pending publication", StringComparison.Ordinal) => VendorState.FixPending,
        _ when words.Contains("defer", StringComparison.Ordinal) => VendorState.Deferred,
        _ when words.Contains("ignore", StringComparison.Ordinal) => note.Contains("end of", StringComparison.Ordinal) ? VendorState.EndOfLife : VendorState.WillNotFix,
        _ when words.Contains("not vulnerable", StringComparison.Ordinal) || words.Contains("not affected", StringComparison.Ordinal) => VendorState.NotAffected,
        _ => null,
    };

    // "curl package in jammy is affected and needs fixing.", "curl package in jammy, while related to the CVE in some way, a decision has been made to ignore it (note: 'x')."
    [GeneratedRegex(
        @"^(?<package>[a-z0-9][a-z0-9+.\-]*) package in (?<codename>[a-z]+),? (?<words>[^(]*)(\(note: '(?<note>[^']*)'\))?", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Comment();
}
