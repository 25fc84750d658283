using System.Collections.Immutable;
using System.Text.Json;
using Vigil.Scanning.Sbom.Reading;

namespace Vigil.Scanning.Vex;

/// <summary>Statements of an OpenVEX document, version 0.2 (https://github.com/openvex/spec), and of 0.0.1 whose names are plain texts.</summary>
internal static class OpenVexItem
{
    /// <summary>The statements.</summary>
    /// <param name="source">The document, for people.</param>
    /// <param name="document">The document.</param>
    /// <param name="subject">What the attestation around it is about: the product where a statement names none.</param>
    public static IReadOnlyList<VexStatement> Statements(string source, JsonElement document, VexProduct? subject) =>
    [
        .. from statement in document.Items("statements")
           let status = statement.Text("status") switch
           {
               "not_affected" => VexStatus.NotAffected,
               "affected" => VexStatus.Affected,
               "fixed" => VexStatus.Fixed,
               "under_investigation" => VexStatus.UnderInvestigation,
               _ => (VexStatus?)null,
           }
           let names = Names(statement.Member("vulnerability")).Where(name => name.Length > 0).ToImmutableArray()
           let named = statement.Items("products").Select(Product).Where(product => !product.Identities.IsEmpty).ToImmutableArray()
           let products = named.IsEmpty && subject is not null ? [subject] : named
           where status is not null && !names.IsEmpty && !products.IsEmpty
           select new VexStatement(
               source,
               names,
               products,
               status.Value,
               VexReader.Reason(statement.Text("justification"), statement.Text("impact_statement"), statement.Text("status_notes")),
               VexReader.Time(statement.Text("last_updated"), statement.Text("timestamp"), document.Text("last_updated"), document.Text("timestamp"))),
    ];

    private static IEnumerable<string> Names(JsonElement vulnerability) => vulnerability.ValueKind == JsonValueKind.String
        ? [vulnerability.GetString() ?? ""]
        : vulnerability.Texts("aliases").Prepend(vulnerability.Text("name"));

    private static VexProduct Product(JsonElement product) => new(
        Identities(product),
        [.. product.Items("subcomponents").SelectMany(component => Identities(component).AsEnumerable()).Where(name => name.StartsWith("pkg:", StringComparison.Ordinal))]);

    // the id, package URLs and digests: any of them is the product
    private static ImmutableArray<string> Identities(JsonElement component)
    {
        if (component.ValueKind == JsonValueKind.String)
        {
            return component.GetString() is { Length: > 0 } text ? [text] : [];
        }

        IEnumerable<string> names =
        [
            component.Text("@id"),
            component.Member("identifiers").Text("purl"),
            component.Member("hashes").Text("sha-256") is { Length: > 0 } digest ? $"sha256:{digest}" : "",
        ];
        return [.. names.Where(name => name.Length > 0).Distinct(StringComparer.Ordinal)];
    }
}
