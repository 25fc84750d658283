using System.Text.Json;
using System.Text.RegularExpressions;
using Vigil.Advisories.Feeds.Json;
using Vigil.Domain;
using Vigil.Domain.Advisories;
using Vigil.Domain.Diagnostics;

namespace Vigil.Advisories.Feeds.RedHatSecurityData;

/// <summary>Reads the document of a CVE (https://docs.redhat.com/en/documentation/red_hat_security_data_api). Keeps scratch space: one thread.</summary>
internal sealed partial class SecurityDataReader(SourceIntake source)
{
    private const string Vendor = "REDHAT_CVE";
    private readonly TextPool _pool = new();
    private readonly List<Severity> _severities = [];
    private readonly List<string> _details = [];
    private readonly List<string> _references = [];
    private readonly List<AffectedPackage> _rows = [];

    /// <summary>What could not be used of the document read last.</summary>
    public List<string> Unusable { get; } = [];

    /// <summary>Reads one document.</summary>
    /// <exception cref="FormatException">Not a document of this kind.</exception>
    /// <exception cref="JsonException">Not JSON.</exception>
    public Advisory Read(ReadOnlySpan<byte> json)
    {
        Clear();
        var (name, cwe, title) = ("", "", "");
        DateTimeOffset? published = null;
        var reader = new Utf8JsonReader(json);
        reader.EnterDocument();
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("name"u8))
            {
                name = reader.NextText();
            }
            else if (reader.ValueTextEquals("public_date"u8))
            {
                published = reader.NextTime();
            }
            else if (reader.ValueTextEquals("threat_severity"u8))
            {
                AddWord(reader.NextText(_pool));
            }
            else if (reader.ValueTextEquals("cvss3"u8) || reader.ValueTextEquals("cvss"u8))
            {
                ReadScore(ref reader);
            }
            else if (reader.ValueTextEquals("cwe"u8))
            {
                cwe = reader.NextText();
            }
            else if (reader.ValueTextEquals("bugzilla"u8))
            {
                title = ReadBug(ref reader);
            }
            else if (reader.ValueTextEquals("details"u8))
            {
                reader.AddTexts(_details);
            }
            else if (reader.ValueTextEquals("package_state"u8))
            {
                ReadStates(ref reader);
            }
            else
            {
                reader.SkipValue();
            }
        }

        reader.Read();
        return Build(name, title, cwe, published);
    }

    private void AddWord(string word)
    {
        if (word.Length > 0)
        {
            _severities.Add(new(Vendor, "", word));
        }
    }

    private void ReadScore(ref Utf8JsonReader reader)
    {
        for (var has = reader.EnterObject(); has && reader.NextMember();)
        {
            if (reader.ValueTextEquals("cvss3_scoring_vector"u8) || reader.ValueTextEquals("cvss_scoring_vector"u8))
            {
                _severities.Add(new(Vendor, reader.NextText(_pool)));
            }
            else
            {
                reader.SkipValue();
            }
        }
    }

    private string ReadBug(ref Utf8JsonReader reader)
    {
        var title = "";
        for (var has = reader.EnterObject(); has && reader.NextMember();)
        {
            if (reader.ValueTextEquals("description"u8))
            {
                title = reader.NextText().Trim();
            }
            else if (reader.ValueTextEquals("url"u8))
            {
                _references.Add(reader.NextText());
            }
            else
            {
                reader.SkipValue();
            }
        }

        return title;
    }

    private void ReadStates(ref Utf8JsonReader reader)
    {
        // A single state stands without an array in older documents.
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            ReadState(ref reader);
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.NextObject())
            {
                ReadState(ref reader);
            }
        }
        else if (reader.TokenType != JsonTokenType.Null)
        {
            throw new FormatException($"Expected an array 'package_state', found {reader.TokenType}.");
        }
    }

    private void ReadState(ref Utf8JsonReader reader)
    {
        var (cpe, state, package, impact) = ("", "", "", "");
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("cpe"u8))
            {
                cpe = reader.NextText(_pool);
            }
            else if (reader.ValueTextEquals("fix_state"u8))
            {
                state = reader.NextText(_pool);
            }
            else if (reader.ValueTextEquals("package_name"u8))
            {
                package = reader.NextText(_pool);
            }
            else if (reader.ValueTextEquals("impact"u8))
            {
                impact = reader.NextText(_pool);
            }
            else
            {
                reader.SkipValue();
            }
        }

        if (RedHatProduct.TryParse(cpe, out var product) && RedHatComponent.TryParse(package, out var component))
        {
            Add(product, component, state, impact);
        }
    }

    private void Add(RedHatProduct product, RedHatComponent component, string state, string impact)
    {
        if (RedHatStates.Of(state) is not { } vendorState)
        {
            Unusable.Add($"The fix state {Quote.Of(state)} of {Quote.Of(component.Name)} is not known.");
            return;
        }

        if (_rows.Count >= source.Limits.MaxStatements)
        {
            throw new FormatException($"The entry makes more than {source.Limits.MaxStatements} statements.");
        }

        _rows.Add(new()
        {
            Key = new("Red Hat", product.Release, component.Name),
            NamesSource = true,
            Scheme = "rpm",
            State = vendorState,
            ModuleStream = component.ModuleStream,
            Repositories = product.Repository.Length > 0 ? [product.Repository] : [],
            SeverityLabel = impact,
        });
    }

    private Advisory Build(string name, string title, string cwe, DateTimeOffset? published)
    {
        var details = string.Join("\n\n", _details.Select(text => text.Trim()).Where(text => text.Length > 0));
        return new()
        {
            Id = VulnerabilityId.IsCve(name) ? name : throw new FormatException($"Expected the name of a CVE, found '{Quote.Of(name)}'."),
            Source = source.Source,
            Summary = title,
            Details = details.Length <= Advisory.MaxDetailsLength ? details : details[..Advisory.MaxDetailsLength],
            Published = published,
            Severities = [.. _severities],
            Cwes = [.. CweNumber().Matches(cwe).Select(match => match.Value).Distinct(StringComparer.Ordinal)],
            References = [.. _references.Where(WebAddress.IsAbsolute)],
            Affected = [.. _rows],
        };
    }

    private void Clear()
    {
        _severities.Clear();
        _details.Clear();
        _references.Clear();
        _rows.Clear();
        Unusable.Clear();
    }

    // "CWE-20", "CWE-119->CWE-125", "(CWE-20|CWE-400)".
    [GeneratedRegex("CWE-[0-9]+", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex CweNumber();
}
