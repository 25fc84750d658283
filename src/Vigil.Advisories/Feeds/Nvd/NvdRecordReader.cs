using System.Text.Json;
using Vigil.Advisories.Feeds.Json;
using Vigil.Domain;
using Vigil.Domain.Advisories;
using Vigil.Domain.Diagnostics;

namespace Vigil.Advisories.Feeds.Nvd;

/// <summary>Reads an item of <c>vulnerabilities</c> (https://csrc.nist.gov/schema/nvd/api/2.0/cve_api_json_2.0.schema). Keeps scratch space: one thread.</summary>
internal sealed class NvdRecordReader(SourceIntake source)
{
    private readonly TextPool _pool = new();
    private readonly List<Severity> _severities = [];
    private readonly List<string> _cwes = [];
    private readonly List<string> _references = [];

    /// <summary>Reads one item.</summary>
    /// <exception cref="FormatException">Not an item of this kind.</exception>
    /// <exception cref="JsonException">Not JSON.</exception>
    public Advisory Read(ReadOnlySpan<byte> json)
    {
        _severities.Clear();
        _cwes.Clear();
        _references.Clear();
        Advisory? advisory = null;
        var reader = new Utf8JsonReader(json);
        reader.EnterDocument();
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("cve"u8) && reader.EnterObject())
            {
                advisory = ReadRecord(ref reader);
            }
            else
            {
                reader.SkipValue();
            }
        }

        return advisory ?? throw new FormatException("Expected a member 'cve', found none.");
    }

    private Advisory ReadRecord(ref Utf8JsonReader reader)
    {
        var (id, status, details) = ("", "", "");
        EquatableArray<AffectedPackage> affected = [];
        DateTimeOffset? published = null;
        DateTimeOffset? modified = null;
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("id"u8))
            {
                id = reader.NextText();
            }
            else if (reader.ValueTextEquals("published"u8))
            {
                published = reader.NextTime();
            }
            else if (reader.ValueTextEquals("lastModified"u8))
            {
                modified = reader.NextTime();
            }
            else if (reader.ValueTextEquals("vulnStatus"u8))
            {
                status = reader.NextText(_pool);
            }
            else if (reader.ValueTextEquals("descriptions"u8))
            {
                details = ReadEnglish(ref reader);
            }
            else if (reader.ValueTextEquals("metrics"u8))
            {
                ReadMetrics(ref reader);
            }
            else if (reader.ValueTextEquals("weaknesses"u8))
            {
                ReadWeaknesses(ref reader);
            }
            else if (reader.ValueTextEquals("references"u8))
            {
                ReadReferences(ref reader);
            }
            else if (reader.ValueTextEquals("configurations"u8))
            {
                affected = [.. NvdConfigurations.Read(ref reader, source.Limits.MaxStatements)];
            }
            else
            {
                reader.SkipValue();
            }
        }

        return new()
        {
            Id = VulnerabilityId.IsCve(id) ? id : throw new FormatException($"Expected the name of a CVE, found '{Quote.Of(id)}'."),
            Source = source.Source,
            Details = details.Length <= Advisory.MaxDetailsLength ? details : details[..Advisory.MaxDetailsLength],
            Published = published,
            Modified = modified,
            Withdrawn = status == "Rejected" ? modified ?? published : null,
            Severities = [.. _severities],
            Cwes = [.. _cwes],
            References = [.. _references.Where(WebAddress.IsAbsolute).Take(source.Limits.MaxReferences)],
            Affected = affected,
        };
    }

    private string ReadEnglish(ref Utf8JsonReader reader)
    {
        var english = "";
        for (var has = reader.EnterArray(); has && reader.NextObject();)
        {
            var (language, value) = ("", "");
            while (reader.NextMember())
            {
                if (reader.ValueTextEquals("lang"u8))
                {
                    language = reader.NextText(_pool);
                }
                else if (reader.ValueTextEquals("value"u8))
                {
                    value = reader.NextText();
                }
                else
                {
                    reader.SkipValue();
                }
            }

            english = language == "en" ? value : english;
        }

        return english;
    }

    // One array for each version of CVSS: "cvssMetricV2", "cvssMetricV30", "cvssMetricV31", "cvssMetricV40".
    private void ReadMetrics(ref Utf8JsonReader reader)
    {
        for (var has = reader.EnterObject(); has && reader.NextMember();)
        {
            for (var hasItems = reader.EnterArray(); hasItems && reader.NextObject();)
            {
                ReadMetric(ref reader);
            }
        }
    }

    private void ReadMetric(ref Utf8JsonReader reader)
    {
        var (says, vector) = ("", "");
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("source"u8))
            {
                says = reader.NextText(_pool);
            }
            else if (reader.ValueTextEquals("cvssData"u8))
            {
                for (var has = reader.EnterObject(); has && reader.NextMember();)
                {
                    if (reader.ValueTextEquals("vectorString"u8))
                    {
                        vector = reader.NextText(_pool);
                    }
                    else
                    {
                        reader.SkipValue();
                    }
                }
            }
            else
            {
                reader.SkipValue();
            }
        }

        if (vector.Length > 0)
        {
            _severities.Add(new(SourceOf(says), vector));
        }
    }

    private void ReadWeaknesses(ref Utf8JsonReader reader)
    {
        for (var has = reader.EnterArray(); has && reader.NextObject();)
        {
            while (reader.NextMember())
            {
                if (reader.ValueTextEquals("description"u8))
                {
                    ReadWeakness(ref reader);
                }
                else
                {
                    reader.SkipValue();
                }
            }
        }
    }

    private void ReadWeakness(ref Utf8JsonReader reader)
    {
        for (var has = reader.EnterArray(); has && reader.NextObject();)
        {
            while (reader.NextMember())
            {
                if (!reader.ValueTextEquals("value"u8))
                {
                    reader.SkipValue();
                }
                else if (reader.NextText(_pool) is var cwe && cwe.StartsWith("CWE-", StringComparison.Ordinal) && !_cwes.Contains(cwe))
                {
                    _cwes.Add(cwe);
                }
            }
        }
    }

    private void ReadReferences(ref Utf8JsonReader reader)
    {
        for (var has = reader.EnterArray(); has && reader.NextObject();)
        {
            while (reader.NextMember())
            {
                if (reader.ValueTextEquals("url"u8))
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

    // Other sources keep the address or the number by which NVD knows them.
    private static string SourceOf(string source) => source switch
    {
        "nvd@nist.gov" => "NVD",
        "security-advisories@github.com" => "GITHUB",
        "secalert@redhat.com" => "REDHAT_CVE",
        "secure@microsoft.com" => "MICROSOFT",
        "cve@gitlab.com" => "GITLAB",
        "cve@mitre.org" => "MITRE",
        _ => source,
    };
}
