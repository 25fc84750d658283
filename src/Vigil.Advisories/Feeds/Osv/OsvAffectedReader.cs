using System.Text;
using System.Text.Json;
using Vigil.Advisories.Feeds.Json;
using Vigil.Domain;
using Vigil.Domain.Advisories;
using Vigil.Domain.Diagnostics;

namespace Vigil.Advisories.Feeds.Osv;

/// <summary>Reads an item of <c>affected</c>.</summary>
/// <param name="rows">Takes the statements.</param>
/// <param name="isWanted">Whether statements of an ecosystem are read here.</param>
internal sealed class OsvAffectedReader(AffectedRows rows, Func<string, bool> isWanted)
{
    private readonly TextPool _pool = new();
    private readonly Dictionary<string, (OsvEcosystem Ecosystem, bool IsWanted)> _ecosystems = new(StringComparer.Ordinal);
    private readonly OsvRanges _ranges = new();
    private readonly List<(OsvRanges.EventKind? Kind, string Version)> _events = [];
    private readonly List<(string Name, string Version)> _binaries = [];

    /// <summary>Vectors that the item itself states, in the entry's list.</summary>
    public required Action<string> AddVector { private get; init; }

    /// <summary>Told of a statement that cannot be used.</summary>
    public required Action<string> Unusable { private get; init; }

    /// <summary>Reads the item whose start is the current token.</summary>
    public void Read(ref Utf8JsonReader reader)
    {
        _ranges.Clear();
        _events.Clear();
        _binaries.Clear();
        var item = default(Item);
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("package"u8))
            {
                ReadPackage(ref reader, ref item);
            }
            else if (reader.ValueTextEquals("ranges"u8))
            {
                ReadRanges(ref reader, ref item);
            }
            else if (reader.ValueTextEquals("versions"u8))
            {
                item.Versions = reader;
                item.HasVersions = true;
                reader.SkipValue();
            }
            else if (reader.ValueTextEquals("ecosystem_specific"u8) || reader.ValueTextEquals("database_specific"u8))
            {
                ReadSpecific(ref reader, ref item);
            }
            else if (reader.ValueTextEquals("severity"u8))
            {
                ReadSeverity(ref reader);
            }
            else
            {
                reader.SkipValue();
            }
        }

        Emit(ref item);
    }

    private void ReadPackage(ref Utf8JsonReader reader, ref Item item)
    {
        if (!reader.EnterObject())
        {
            return;
        }

        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("ecosystem"u8))
            {
                item.Ecosystem = reader.NextText(_pool);
            }
            else if (reader.ValueTextEquals("name"u8))
            {
                item.Name = reader.NextText(_pool);
            }
            else if (reader.ValueTextEquals("purl"u8))
            {
                reader.Read();
                item.Purl = reader.TokenType == JsonTokenType.String ? reader.ValueSpan : [];
            }
            else
            {
                reader.SkipValue();
            }
        }
    }

    private void ReadRanges(ref Utf8JsonReader reader, ref Item item)
    {
        for (var has = reader.EnterArray(); has && reader.NextObject();)
        {
            var first = _events.Count;
            var isGit = false;
            while (reader.NextMember())
            {
                if (reader.ValueTextEquals("type"u8))
                {
                    var type = reader.NextText(_pool);
                    isGit = type == "GIT";
                    item.HasSemver |= type == "SEMVER";
                }
                else if (reader.ValueTextEquals("events"u8))
                {
                    ReadEvents(ref reader);
                }
                else
                {
                    reader.SkipValue();
                }
            }

            if (isGit)
            {
                _events.RemoveRange(first, _events.Count - first);
            }
            else if (_events.Count > first)
            {
                _events.Add((null, ""));
            }
        }
    }

    private void ReadEvents(ref Utf8JsonReader reader)
    {
        for (var has = reader.EnterArray(); has && reader.NextObject();)
        {
            while (reader.NextMember())
            {
                OsvRanges.EventKind? kind = reader.ValueTextEquals("introduced"u8) ? OsvRanges.EventKind.Introduced
                    : reader.ValueTextEquals("fixed"u8) || reader.ValueTextEquals("limit"u8) ? OsvRanges.EventKind.Fixed
                    : reader.ValueTextEquals("last_affected"u8) ? OsvRanges.EventKind.LastAffected
                    : null;
                if (kind is null)
                {
                    reader.SkipValue();
                }
                else if (reader.NextText(_pool) is var version and not "*")
                {
                    _events.Add((kind, version));
                }
            }
        }
    }

    private void ReadSpecific(ref Utf8JsonReader reader, ref Item item)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("urgency"u8) || reader.ValueTextEquals("ubuntu_priority"u8))
            {
                item.Label = reader.NextText(_pool);
            }
            else if (reader.ValueTextEquals("status"u8))
            {
                item.Status = reader.NextText(_pool);
            }
            else if (reader.ValueTextEquals("binaries"u8))
            {
                ReadBinaries(ref reader);
            }
            else if (reader.ValueTextEquals("informational"u8) && reader.Read())
            {
                item.Label = reader.TokenType == JsonTokenType.String ? reader.Text(_pool) : item.Label;
                reader.Skip();
            }
            else
            {
                reader.SkipValue();
            }
        }
    }

    // SUSE: an array of objects from binary name to version. Ubuntu has the member with another meaning; it is used for SUSE only.
    private void ReadBinaries(ref Utf8JsonReader reader)
    {
        for (var has = reader.EnterArray(); has && reader.NextObject();)
        {
            while (reader.NextMember())
            {
                var name = reader.Text(_pool);
                reader.Read();
                if (reader.TokenType == JsonTokenType.String)
                {
                    _binaries.Add((name, reader.Text(_pool)));
                }

                reader.Skip();
            }
        }
    }

    private void ReadSeverity(ref Utf8JsonReader reader)
    {
        for (var has = reader.EnterArray(); has && reader.NextObject();)
        {
            while (reader.NextMember())
            {
                if (reader.ValueTextEquals("score"u8))
                {
                    AddVector(reader.NextText());
                }
                else
                {
                    reader.SkipValue();
                }
            }
        }
    }

    private void Emit(ref Item item)
    {
        if (item.Ecosystem is null || item.Name is null || item.Status == "DNE")
        {
            // Some entries describe a git repository only.
            return;
        }

        ref var known = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_ecosystems, item.Ecosystem, out var exists);
        if (!exists)
        {
            var parsed = OsvEcosystem.Parse(item.Ecosystem);
            known = (parsed, isWanted(parsed.Ecosystem));
        }

        if (known.IsWanted)
        {
            Emit(ref item, known.Ecosystem);
        }
    }

    private void Emit(ref Item item, OsvEcosystem ecosystem)
    {
        var scheme = ecosystem.Scheme.Length > 0 ? ecosystem.Scheme : OsvEcosystem.GuessScheme(item.Purl, item.HasSemver);
        if (_binaries.Count > 0 && ecosystem.Ecosystem is "SUSE" or "openSUSE")
        {
            EmitBinaries(ecosystem, item.Label ?? "");
            return;
        }

        BuildRanges(scheme);
        var ranges = _ranges.Take();

        // Where ranges say it, the list of versions is only their evaluation by the publisher.
        var versions = item.HasVersions && (ranges.IsEmpty || !OsvRanges.AreSound(ranges, scheme)) ? ReadVersions(ref item) : [];
        if (scheme.Length == 0 && !ranges.IsEmpty)
        {
            Unusable($"The order of versions of the ecosystem {Quote.Of(ecosystem.Ecosystem)} is not known; its ranges are left out.");
            ranges = [];
        }

        if (ranges.IsEmpty && versions.IsEmpty)
        {
            Unusable($"Nothing says which versions of {Quote.Of(item.Name!)} are affected."); // set: Emit was called
            return;
        }

        rows.Add(
            new AffectedPackage
            {
                Key = new(ecosystem.Ecosystem, ecosystem.Release, AdvisoryKeys.NormalizeName(ecosystem.Ecosystem, item.Name!)), // set: Emit was called
                NamesSource = ecosystem.NamesSource,
                Scheme = scheme,
                State = StateOf(item, ranges),
                Ranges = ranges,
                Versions = versions,
                ModuleStream = PurlQualifier(item.Purl, "rpmmod="u8),
                SeverityLabel = item.Label ?? "",
            },
            ecosystem.Ecosystem == "Rocky Linux" ? RockyRepository(item.Purl) : ecosystem.Repository);
    }

    private void EmitBinaries(OsvEcosystem ecosystem, string label)
    {
        foreach (var (name, version) in _binaries)
        {
            _ranges.Add(OsvRanges.EventKind.Introduced, "0");
            _ranges.Add(OsvRanges.EventKind.Fixed, version);
            _ranges.EndRange(ecosystem.Scheme, Unusable);
            rows.Add(
                new AffectedPackage
                {
                    Key = new(ecosystem.Ecosystem, ecosystem.Release, name),
                    Scheme = ecosystem.Scheme,
                    Ranges = _ranges.Take(),
                    SeverityLabel = label,
                },
                ecosystem.Repository);
        }
    }

    private void BuildRanges(string scheme)
    {
        foreach (var (kind, version) in _events)
        {
            if (kind is { } isEvent)
            {
                _ranges.Add(isEvent, version);
            }
            else
            {
                _ranges.EndRange(scheme, Unusable);
            }
        }
    }

    private EquatableArray<string> ReadVersions(ref Item item)
    {
        var versions = new List<string>();
        for (var has = item.Versions.EnterArray(); has && item.Versions.NextItem();)
        {
            versions.Add(item.Versions.Text(_pool));
        }

        return [.. versions];
    }

    // Debian's urgency and Ubuntu's status (https://git.launchpad.net/ubuntu-cve-tracker/tree/README).
    private static VendorState StateOf(Item item, EquatableArray<VersionRange> ranges)
    {
        foreach (var range in ranges)
        {
            if (range.Fixed.Length > 0)
            {
                return VendorState.Affected;
            }
        }

        return item.Status switch
        {
            "pending" => VendorState.FixPending,
            "deferred" => VendorState.Deferred,
            "ignored" => VendorState.WillNotFix,
            "not-affected" => VendorState.NotAffected,
            "needs-triage" or "active" or "in-progress" => VendorState.UnderInvestigation,
            _ => item.Label == "end-of-life" ? VendorState.EndOfLife : VendorState.Affected,
        };
    }

    // "distro=rocky-linux-8-sig-cloud": packages of a special interest group replace those of the base system and are built apart.
    private static string RockyRepository(ReadOnlySpan<byte> purl)
    {
        var distribution = PurlQualifier(purl, "distro="u8);
        var group = distribution.IndexOf("-sig-", StringComparison.Ordinal);
        return group < 0 ? "" : distribution[(group + 1)..];
    }

    private static string PurlQualifier(ReadOnlySpan<byte> purl, ReadOnlySpan<byte> name)
    {
        var question = purl.IndexOf((byte)'?');
        var at = question < 0 ? -1 : purl[question..].IndexOf(name);
        if (at < 0)
        {
            return "";
        }

        var value = purl[(question + at + name.Length)..];
        var end = value.IndexOf((byte)'&');
        return Uri.UnescapeDataString(Encoding.UTF8.GetString(end < 0 ? value : value[..end]));
    }

    /// <summary>What an item says, before it is known in which ecosystem.</summary>
    private ref struct Item
    {
        public string? Ecosystem;
        public string? Name;
        public string? Label;
        public string? Status;
        public ReadOnlySpan<byte> Purl;
        public Utf8JsonReader Versions;
        public bool HasVersions;
        public bool HasSemver;
    }
}
