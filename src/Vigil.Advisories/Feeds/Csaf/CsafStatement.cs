using System.Text.Json;

namespace Vigil.Advisories.Feeds.Csaf;

/// <summary>What a CSAF document says of one flaw and one product, for who reads it as VEX.</summary>
/// <param name="Document">Id of the document.</param>
/// <param name="Modified">When it was last changed; <see langword="null"/> when not stated.</param>
/// <param name="Cve">The flaw.</param>
/// <param name="Status"><c>known_not_affected</c>, <c>fixed</c>, <c>known_affected</c>, <c>under_investigation</c> and others of the specification.</param>
/// <param name="Product">How the product is identified: a package URL, a CPE, else its name.</param>
/// <param name="Component">Package URL of the component of the product that is meant, or empty for the product itself.</param>
/// <param name="Plan">What the vendor says is to be done, or empty.</param>
public sealed record CsafStatement(string Document, DateTimeOffset? Modified, string Cve, string Status, string Product, string Component, string Plan)
{
    /// <summary>Reads the statements of a document, in its order.</summary>
    /// <exception cref="FormatException">Not a document of this kind.</exception>
    /// <exception cref="JsonException">Not JSON.</exception>
    public static IReadOnlyList<CsafStatement> Read(ReadOnlySpan<byte> json)
    {
        var document = CsafReader.Read(json);
        return
        [
            .. from flaw in document.Vulnerabilities
               from status in flaw.Statuses
               from id in status.Products
               let resolved = document.Resolve(id)
               select new CsafStatement(
                   document.Id,
                   document.Modified,
                   flaw.Cve,
                   status.Status,
                   IdentityOf(resolved.Product),
                   resolved.Components.Select(component => component.Purl).FirstOrDefault(purl => purl.Length > 0, ""),
                   flaw.Plans.GetValueOrDefault(id, "")),
        ];
    }

    private static string IdentityOf(CsafProduct product) => product.Purl.Length > 0 ? product.Purl : product.Cpe.Length > 0 ? product.Cpe : product.Name;
}
