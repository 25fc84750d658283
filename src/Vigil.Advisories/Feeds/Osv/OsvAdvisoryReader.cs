using System.Text.Json;
using Vigil.Advisories.Feeds.Json;
using Vigil.Domain;
using Vigil.Domain.Advisories;

namespace Vigil.Advisories.Feeds.Osv;

/// <summary>Reads entries in the OSV schema, version 1 (https://ossf.github.io/osv-schema/). Keeps scratch space: one instance for a source, one thread.</summary>
internal sealed class OsvAdvisoryReader
{
    private readonly string _source;
    private readonly FeedLimits _limits;
    private readonly AffectedRows _rows;
    private readonly OsvAffectedReader _affected;
    private readonly List<string> _aliases = [];
    private readonly List<string> _upstream = [];
    private readonly List<string> _related = [];
    private readonly List<string> _references = [];
    private readonly List<string> _cwes = [];
    private readonly List<(string Type, string Score)> _severities = [];

    /// <param name="source">Id of the source.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="isWanted">Whether statements about an ecosystem are read here; entries about several stand in the archive of each.</param>
    public OsvAdvisoryReader(string source, FeedLimits limits, Func<string, bool> isWanted)
    {
        _source = source;
        _limits = limits;
        _rows = new(limits.MaxStatements);
        _affected = new(_rows, isWanted)
        {
            AddVector = vector => _severities.Add(("", vector)),
            Unusable = Unusable.Add,
        };
    }

    /// <summary>What could not be used of the entry read last.</summary>
    public List<string> Unusable { get; } = [];

    /// <summary>Reads one entry.</summary>
    /// <exception cref="FormatException">Not an entry in this schema.</exception>
    /// <exception cref="JsonException">Not JSON.</exception>
    public Advisory Read(ReadOnlySpan<byte> json)
    {
        Clear();
        var entry = default(Entry);
        var reader = new Utf8JsonReader(json);
        reader.EnterDocument();
        while (reader.NextMember())
        {
            ReadMember(ref reader, ref entry);
        }

        // Fails where something follows the entry.
        reader.Read();
        return Build(entry);
    }

    private void ReadMember(ref Utf8JsonReader reader, ref Entry entry)
    {
        if (reader.ValueTextEquals("id"u8))
        {
            entry.Id = reader.NextText();
        }
        else if (reader.ValueTextEquals("affected"u8))
        {
            for (var has = reader.EnterArray(); has && reader.NextObject();)
            {
                _affected.Read(ref reader);
            }
        }
        else if (reader.ValueTextEquals("details"u8))
        {
            entry.Details = reader.NextText();
        }
        else if (reader.ValueTextEquals("summary"u8))
        {
            entry.Summary = reader.NextText();
        }
        else if (reader.ValueTextEquals("aliases"u8))
        {
            reader.AddTexts(_aliases);
        }
        else if (reader.ValueTextEquals("upstream"u8))
        {
            reader.AddTexts(_upstream);
        }
        else if (reader.ValueTextEquals("related"u8))
        {
            reader.AddTexts(_related);
        }
        else if (reader.ValueTextEquals("modified"u8))
        {
            entry.Modified = reader.NextTime();
        }
        else if (reader.ValueTextEquals("published"u8))
        {
            entry.Published = reader.NextTime();
        }
        else if (reader.ValueTextEquals("withdrawn"u8))
        {
            entry.Withdrawn = reader.NextTime();
        }
        else if (reader.ValueTextEquals("severity"u8))
        {
            ReadSeverities(ref reader);
        }
        else if (reader.ValueTextEquals("references"u8))
        {
            ReadReferences(ref reader);
        }
        else if (reader.ValueTextEquals("database_specific"u8))
        {
            ReadSpecific(ref reader, ref entry);
        }
        else
        {
            reader.SkipValue();
        }
    }

    private void ReadSeverities(ref Utf8JsonReader reader)
    {
        for (var has = reader.EnterArray(); has && reader.NextObject();)
        {
            var (type, score) = ("", "");
            while (reader.NextMember())
            {
                if (reader.ValueTextEquals("type"u8))
                {
                    type = reader.NextText();
                }
                else if (reader.ValueTextEquals("score"u8))
                {
                    score = reader.NextText();
                }
                else
                {
                    reader.SkipValue();
                }
            }

            _severities.Add((type, score));
        }
    }

    private void ReadReferences(ref Utf8JsonReader reader)
    {
        for (var has = reader.EnterArray(); has && reader.NextObject();)
        {
            while (reader.NextMember())
            {
                if (_references.Count < _limits.MaxReferences && reader.ValueTextEquals("url"u8))
                {
                    _references.Add(reader.NextText());
                }
                else
                {
                    reader.SkipValue();
                }
            }
        }
    }

    private void ReadSpecific(ref Utf8JsonReader reader, ref Entry entry)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("severity"u8) && reader.Read())
            {
                entry.Label = reader.TokenType == JsonTokenType.String ? reader.Text() : "";
                reader.Skip();
            }
            else if (reader.ValueTextEquals("cwe_ids"u8))
            {
                reader.AddTexts(_cwes);
            }
            else
            {
                reader.SkipValue();
            }
        }
    }

    private Advisory Build(Entry entry)
    {
        if (entry.Id is not { Length: > 0 } id)
        {
            throw new FormatException("Expected an id, found none.");
        }

        var title = entry.Summary ?? "";
        var details = entry.Details ?? "";
        var names = OsvNames.Of(id, _aliases, _upstream, _related);
        var affected = _rows.Take(ModuleStreams.InTitle(title));
        return new Advisory
        {
            Id = id,
            Source = _source,
            Aliases = names.Aliases,
            Vulnerabilities = names.Vulnerabilities,
            Related = names.Related,
            Summary = title,
            Details = details.Length <= Advisory.MaxDetailsLength ? details : details[..Advisory.MaxDetailsLength],
            Published = entry.Published,
            Modified = entry.Modified,
            Withdrawn = entry.Withdrawn,
            Severities = OsvSeverities.Of(id, _source, title, names, _severities, entry.Label ?? ""),
            Cwes = [.. _cwes],
            References = [.. _references.Where(WebAddress.IsAbsolute)],
            Affected = names.Vulnerabilities.IsEmpty && OsvNames.IsHarmless(id) ? [] : affected,
        };
    }

    private void Clear()
    {
        _aliases.Clear();
        _upstream.Clear();
        _related.Clear();
        _references.Clear();
        _cwes.Clear();
        _severities.Clear();
        _rows.Clear();
        Unusable.Clear();
    }

    private struct Entry
    {
        public string? Id;
        public string? Summary;
        public string? Details;
        public string? Label;
        public DateTimeOffset? Published;
        public DateTimeOffset? Modified;
        public DateTimeOffset? Withdrawn;
    }
}
