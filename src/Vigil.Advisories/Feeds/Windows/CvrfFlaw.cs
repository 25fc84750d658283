using System.Text.Json;
using System.Text.RegularExpressions;
using Vigil.Domain.Versions.Windows;

namespace Vigil.Advisories.Feeds.Windows;

/// <summary>One vulnerability of a document: texts, scores, and for each product the update with the fix.</summary>
/// <param name="item">The entry.</param>
/// <param name="products">Products by their ids.</param>
/// <param name="maxStatements">Bound on the statements about products.</param>
internal sealed partial class CvrfFlaw(JsonElement item, IReadOnlyDictionary<string, WindowsProduct> products, int maxStatements)
{
    // numbers for the enumerations of CVRF, in the order of its schema
    private const int SeverityThreat = 3;
    private const int VendorFix = 2;
    private const int KnownAffected = 3;

    private static readonly WindowsVersion Versions = new();

    /// <summary>Adds what the entry says.</summary>
    /// <exception cref="FormatException">It is no vulnerability, or makes too many statements.</exception>
    /// <exception cref="InvalidOperationException">A member is of another kind than it should be.</exception>
    public void AddTo(WindowsBulletins bulletins)
    {
        var cve = Text(item, "CVE");
        if (!VulnerabilityId.IsCve(cve) && !cve.StartsWith("ADV", StringComparison.Ordinal))
        {
            throw new FormatException("Expected the name of a flaw, found none.");
        }

        var flaw = bulletins[cve];
        AddTexts(flaw);
        var statements = 0;
        var fixedProducts = new HashSet<WindowsProduct>();
        foreach (var remediation in Items(item, "Remediations").Where(one => IsOfType(one, VendorFix)))
        {
            var update = UpdateNumber.Of(ValueOf(remediation, "Description"));
            foreach (var older in UpdateNumber.AllOf(Text(remediation, "Supercedence")).Where(_ => update.Length > 0))
            {
                bulletins.Supersedence.Add(update, older);
            }

            var build = Text(remediation, "FixedBuild").Trim();
            build = Versions.IsValid(build) ? build : "";
            var isHotpatch = Text(remediation, "SubType").Contains("Hotpatch", StringComparison.OrdinalIgnoreCase);
            foreach (var product in ProductsOf(remediation).Where(_ => update.Length > 0 || build.Length > 0))
            {
                Count(ref statements);
                fixedProducts.Add(product);
                flaw.Add(new(product, update, build, isHotpatch));
            }
        }

        foreach (var product in Items(item, "ProductStatuses").Where(status => IsOfType(status, KnownAffected)).SelectMany(ProductsOf).Where(product => !fixedProducts.Contains(product)))
        {
            Count(ref statements);
            flaw.Add(new(product, "", "", IsHotpatch: false));
        }
    }

    private void Count(ref int statements)
    {
        if (++statements > maxStatements)
        {
            throw new FormatException($"The entry makes more than {maxStatements} statements.");
        }
    }

    private void AddTexts(WindowsFlaw flaw)
    {
        flaw.Summary = ValueOf(item, "Title").Trim();
        var description = Items(item, "Notes").FirstOrDefault(note => Text(note, "Title") == "Description");
        flaw.Details = description.ValueKind == JsonValueKind.Object ? Markup().Replace(Text(description, "Value"), "").Trim() : flaw.Details;
        foreach (var time in Items(item, "RevisionHistory").Select(revision => Times.TryParse(Text(revision, "Date"), out var time) ? time : (DateTimeOffset?)null))
        {
            flaw.Published = flaw.Published <= time ? flaw.Published : time ?? flaw.Published;
            flaw.Modified = flaw.Modified >= time ? flaw.Modified : time ?? flaw.Modified;
        }

        flaw.Cwes.UnionWith(Items(item, "CWE").Select(cwe => Text(cwe, "ID")).Where(id => id.StartsWith("CWE-", StringComparison.Ordinal)));
        flaw.Severities.UnionWith(Items(item, "CVSSScoreSets").Select(score => (Text(score, "Vector"), "")).Where(score => score.Item1.Length > 0));
        flaw.Severities.UnionWith(
            Items(item, "Threats")
                .Where(threat => IsOfType(threat, SeverityThreat) && ProductsOf(threat).Any())
                .Select(threat => ("", ValueOf(threat, "Description"))));
    }

    private IEnumerable<WindowsProduct> ProductsOf(JsonElement one) =>
        Items(one, "ProductID").Where(id => id.ValueKind == JsonValueKind.String && products.ContainsKey(id.GetString() ?? "")).Select(id => products[id.GetString() ?? ""]);

    private static bool IsOfType(JsonElement one, int type) =>
        one.TryGetProperty("Type", out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number == type;

    private static JsonElement.ArrayEnumerator Items(JsonElement one, string member) =>
        one.TryGetProperty(member, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default;

    // {"Title": {"Value": "…"}}
    private static string ValueOf(JsonElement one, string member) =>
        one.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.Object ? Text(value, "Value") : "";

    private static string Text(JsonElement one, string member) =>
        one.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : "";

    [GeneratedRegex("<[^<>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Markup();
}
