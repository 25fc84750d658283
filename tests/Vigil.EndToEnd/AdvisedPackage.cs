using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Vigil.EndToEnd;

/// <summary>What all advisories of OSV say of one package, as far as it can be told without an order of versions.</summary>
/// <param name="ecosystem">As OSV spells it.</param>
/// <param name="type">Type of its package URLs.</param>
/// <param name="name">As OSV spells it.</param>
internal sealed partial class AdvisedPackage(string ecosystem, string type, string name)
{
    private readonly HashSet<string> _fixes = new(StringComparer.Ordinal);
    private string? _affected;
    private int _ranges, _highest;
    private bool _isOpen;

    public string Ecosystem => ecosystem;

    /// <summary>A version past everything that any advisory names; where there is one range in all, also the version that fixed it. None where a range has no end.</summary>
    public IEnumerable<string> Clean => _isOpen || _highest < 0 ? []
        : _ranges == 1 && _fixes.Count == 1 ? [Purl(_fixes.First()), Purl($"{_highest + 1}.0.0")]
        : [Purl($"{_highest + 1}.0.0")];

    /// <summary>A version that an advisory lists: the first of three numbers, which every ecosystem understands.</summary>
    public IEnumerable<string> Affected => _affected is null ? [] : [Purl(_affected)];

    /// <summary>Takes what one advisory says.</summary>
    public void Add(JsonElement affected)
    {
        foreach (var version in Items(affected, "versions").Select(version => version.GetString() ?? ""))
        {
            _affected ??= ThreeNumbers().IsMatch(version) ? version : null;
            Pass(version);
        }

        foreach (var range in Items(affected, "ranges").Where(range => range.GetProperty("type").GetString() != "GIT"))
        {
            _ranges++;
            var isOpen = false;
            foreach (var happening in range.GetProperty("events").EnumerateArray().SelectMany(one => one.EnumerateObject()))
            {
                isOpen = happening.Name == "introduced";
                Pass(happening.Value.GetString() ?? "");
                if (happening.Name == "fixed")
                {
                    _fixes.Add(happening.Value.GetString() ?? "");
                }
            }

            _isOpen |= isOpen;
        }
    }

    // the highest first number of all; below zero once a version does not begin with one
    private void Pass(string version)
    {
        var digits = version.AsSpan().TrimStart('v');
        digits = digits[..(digits.IndexOfAnyExceptInRange('0', '9') is var end and >= 0 ? end : digits.Length)];
        _highest = _highest < 0 || version.Contains('!', StringComparison.Ordinal) || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var first) || first == int.MaxValue
            ? -1
            : Math.Max(_highest, first);
    }

    private string Purl(string version)
    {
        var path = type switch
        {
            "maven" => name.Replace(':', '/'),
            "pypi" => name.ToLowerInvariant().Replace('_', '-').Replace('.', '-'),
            "swift" => name.Replace("https://", "", StringComparison.Ordinal).Replace(".git", "", StringComparison.Ordinal),
            _ => name,
        };
        var prefix = type == "golang" && name is not ("stdlib" or "toolchain") && !version.StartsWith('v') ? "v" : "";
        return $"pkg:{type}/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}@{prefix}{Uri.EscapeDataString(version)}";
    }

    [GeneratedRegex(@"^\d{1,6}\.\d{1,6}\.\d{1,6}$", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex ThreeNumbers();

    private static List<JsonElement> Items(JsonElement of, string member) => of.TryGetProperty(member, out var items) ? [.. items.EnumerateArray()] : [];
}
