using System.Text.Json;
using Vigil.Advisories.Feeds.Json;
using Vigil.Domain.Advisories;

namespace Vigil.Advisories.Feeds.Nvd;

/// <summary>Reads <c>configurations</c>: which products, in which versions, NVD holds to be affected.</summary>
/// <remarks>
/// Rows are of the ecosystem <c>CPE</c>, whose packages are named by vendor and product: they speak only of what was identified so, never of a package of a
/// distribution or a registry. A configuration that needs something else beside the product (<c>AND</c>), an operating system, hardware, and what runs inside
/// other software are left out: nothing here could tell whether they hold.
/// </remarks>
internal sealed class NvdConfigurations
{
    private readonly SortedDictionary<string, (List<VersionRange> Ranges, List<string> Versions)> _products = new(StringComparer.Ordinal);
    private readonly int _maxStatements;
    private int _statements;

    private NvdConfigurations(int maxStatements) => _maxStatements = maxStatements;

    /// <summary>Reads the value of the current member.</summary>
    /// <exception cref="FormatException">Too many statements.</exception>
    public static IEnumerable<AffectedPackage> Read(ref Utf8JsonReader reader, int maxStatements)
    {
        var configurations = new NvdConfigurations(maxStatements);
        for (var has = reader.EnterArray(); has && reader.NextObject();)
        {
            configurations.ReadConfiguration(ref reader);
        }

        return configurations.Rows();
    }

    private IEnumerable<AffectedPackage> Rows() => _products.Select(product => new AffectedPackage
    {
        Key = new("CPE", "", product.Key),
        Scheme = "maven", // the order that takes most of what products call their versions: 1.1.1k, 8.9p1, 2.0-beta9
        Ranges = [.. product.Value.Ranges],
        Versions = [.. product.Value.Versions],
    });

    private void ReadConfiguration(ref Utf8JsonReader reader)
    {
        var matches = new List<(CpeName Name, VersionRange Range)>();
        var isAlone = true;
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("operator"u8))
            {
                isAlone &= reader.NextText() != "AND";
            }
            else if (reader.ValueTextEquals("nodes"u8))
            {
                for (var has = reader.EnterArray(); has && reader.NextObject();)
                {
                    isAlone &= ReadNode(ref reader, matches);
                }
            }
            else
            {
                reader.SkipValue();
            }
        }

        foreach (var (name, range) in isAlone ? matches : [])
        {
            Add(name, range);
        }
    }

    private static bool ReadNode(ref Utf8JsonReader reader, List<(CpeName Name, VersionRange Range)> matches)
    {
        var isPlain = true;
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("operator"u8))
            {
                isPlain &= reader.NextText() == "OR";
            }
            else if (reader.ValueTextEquals("negate"u8))
            {
                reader.Read();
                isPlain &= reader.TokenType == JsonTokenType.False;
            }
            else if (reader.ValueTextEquals("cpeMatch"u8))
            {
                for (var has = reader.EnterArray(); has && reader.NextObject();)
                {
                    ReadMatch(ref reader, matches);
                }
            }
            else
            {
                reader.SkipValue();
            }
        }

        return isPlain;
    }

    private static void ReadMatch(ref Utf8JsonReader reader, List<(CpeName Name, VersionRange Range)> matches)
    {
        var (isVulnerable, criteria, start, endIncluding, endExcluding) = (false, "", "", "", "");
        while (reader.NextMember())
        {
            switch (reader.GetString())
            {
                case "vulnerable":
                    reader.Read();
                    isVulnerable = reader.TokenType == JsonTokenType.True;
                    break;
                case "criteria":
                    criteria = reader.NextText();
                    break;
                case "versionStartIncluding" or "versionStartExcluding":
                    start = reader.NextText();
                    break;
                case "versionEndIncluding":
                    endIncluding = reader.NextText();
                    break;
                case "versionEndExcluding":
                    endExcluding = reader.NextText();
                    break;
                default:
                    reader.SkipValue();
                    break;
            }
        }

        if (isVulnerable && CpeName.TryParse(criteria, out var name))
        {
            matches.Add((name, new(start, endExcluding, endExcluding.Length > 0 ? "" : endIncluding)));
        }
    }

    private void Add(CpeName name, VersionRange range)
    {
        if (name.Part != "a" || name.TargetSoftware is not ("*" or "-") || name.Version is "-")
        {
            return;
        }

        if (++_statements > _maxStatements)
        {
            throw new FormatException($"The entry makes more than {_maxStatements} statements.");
        }

        var product = $"{name.Vendor}:{name.Product}";
        if (!_products.TryGetValue(product, out var said))
        {
            _products.Add(product, said = ([], []));
        }

        if (name.Version == "*")
        {
            said.Ranges.Add(range);
        }
        else
        {
            said.Versions.Add(name.Update is "*" or "-" ? name.Version : $"{name.Version}-{name.Update}");
        }
    }
}
