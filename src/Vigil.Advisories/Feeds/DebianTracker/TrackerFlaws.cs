using System.Text.Json;
using Vigil.Advisories.Feeds.Json;
using Vigil.Domain;
using Vigil.Domain.Advisories;
using Vigil.Domain.Diagnostics;
using Vigil.Domain.OperatingSystems;

namespace Vigil.Advisories.Feeds.DebianTracker;

/// <summary>
/// Gathers what the tracker says of each flaw:
/// <c>{"curl":{"CVE-2023-38545":{"description":"…","releases":{"bookworm":{"status":"resolved","fixed_version":"7.88.1-10","urgency":"high"}}}}}</c>.
/// </summary>
internal sealed class TrackerFlaws(SourceIntake source)
{
    private readonly FlawRows _flaws = new(source);
    private readonly TextPool _pool = new();
    private readonly List<AffectedPackage> _rows = [];

    /// <summary>Reads the flaws of a source package; one that cannot be read is a reject.</summary>
    /// <exception cref="JsonException">Not JSON, which the document then is not either.</exception>
    public void Add(string package, ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            source.Reject(package, FeedCodes.EntryUnreadable, $"Expected an object, found {reader.TokenType}.");
            return;
        }

        while (reader.NextMember())
        {
            var id = reader.Text(_pool);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            Add(package, id, json[start..(int)reader.BytesConsumed]);
        }
    }

    /// <summary>Hands on one advisory for each flaw, in ordinal order.</summary>
    public void Publish() => _flaws.Publish();

    private void Add(string package, string id, ReadOnlySpan<byte> json)
    {
        _rows.Clear();
        try
        {
            var description = ReadFlaw(package, json);
            if (!IsName(id))
            {
                throw new FormatException("Expected the name of a flaw, found something else.");
            }

            source.CountEntry();
            var flaw = _flaws[id];
            flaw.Rows.AddRange(_rows);
            flaw.Details = flaw.Details.Length > 0 ? flaw.Details : description;
        }
        catch (Exception ex) when (ex is FormatException or InvalidOperationException)
        {
            source.Reject($"{package} {id}", FeedCodes.EntryUnreadable, ex.Message);
        }
    }

    // the tracker gives names of its own to flaws that have no CVE yet: TEMP-0290435-0B57B5
    private static bool IsName(string id) => VulnerabilityId.IsCve(id) || id.StartsWith("TEMP-", StringComparison.Ordinal);

    private string ReadFlaw(string package, ReadOnlySpan<byte> json)
    {
        var description = "";
        var reader = new Utf8JsonReader(json);
        reader.EnterDocument();
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("description"u8))
            {
                description = reader.NextText();
            }
            else if (reader.ValueTextEquals("releases"u8))
            {
                for (var has = reader.EnterObject(); has && reader.NextMember();)
                {
                    ReadRelease(ref reader, package, Codenames.DebianNumber(reader.Text(_pool)));
                }
            }
            else
            {
                reader.SkipValue();
            }
        }

        return description;
    }

    private void ReadRelease(ref Utf8JsonReader reader, string package, string release)
    {
        var (status, fix, urgency, postponed) = ("", "", "", "");
        for (var has = reader.EnterObject(); has && reader.NextMember();)
        {
            if (reader.ValueTextEquals("status"u8))
            {
                status = reader.NextText(_pool);
            }
            else if (reader.ValueTextEquals("fixed_version"u8))
            {
                fix = reader.NextText(_pool);
            }
            else if (reader.ValueTextEquals("urgency"u8))
            {
                urgency = reader.NextText(_pool);
            }
            else if (reader.ValueTextEquals("nodsa_reason"u8))
            {
                postponed = reader.NextText(_pool);
            }
            else
            {
                reader.SkipValue();
            }
        }

        // sid has no number: it is the release that is to come, under that one's name
        if (release.Length > 0)
        {
            _rows.Add(Row(new("Debian", release, package), status, fix, urgency.TrimEnd('*'), postponed));
        }
    }

    private static AffectedPackage Row(AdvisoryKey key, string status, string fix, string urgency, string postponed) => new()
    {
        Key = key,
        NamesSource = true,
        Scheme = "deb",
        State = status switch
        {
            "resolved" => fix == "0" ? VendorState.NotAffected : VendorState.Affected,
            "open" => Open(urgency, postponed),
            "undetermined" => VendorState.UnderInvestigation,
            _ => throw new FormatException($"The status '{Quote.Of(status)}' is not known."),
        },
        Ranges = status != "resolved" || fix == "0" ? []
            : fix.Length > 0 ? [new("", fix)]
            : throw new FormatException("Expected a fixed version, found none."),
        SeverityLabel = urgency,
    };

    private static VendorState Open(string urgency, string postponed) =>
        urgency == "end-of-life" ? VendorState.EndOfLife
        : postponed == "ignored" ? VendorState.WillNotFix
        : postponed == "postponed" ? VendorState.Deferred
        : VendorState.Affected;
}
