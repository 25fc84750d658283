using System.Security.Cryptography;
using System.Text;
using Vigil.Domain.Packages;
using Vigil.Scanning.Sbom.Components;

namespace Vigil.Scanning.Sbom.Spdx;

/// <summary>Writes an inventory as SPDX 2.3 (https://spdx.github.io/spdx-spec/v2.3/).</summary>
internal static class SpdxDocument
{
    /// <summary>What SPDX says where nothing is known.</summary>
    public const string NoAssertion = "NOASSERTION";

    /// <summary>The document itself.</summary>
    public const string DocumentId = "SPDXRef-DOCUMENT";

    private const string NamespaceRoot = "https://spdx.org/spdxdocs/vigil";

    /// <summary>Writes a document.</summary>
    public static void Write(SbomDocument document, SpdxOutput output)
    {
        var components = document.Components;
        var name = document.Inventory.Artifact.Name;
        output.BeginDocument(new SpdxHeader(
            name, $"{NamespaceRoot}/{Uri.EscapeDataString(name)}-{document.ContentId():D}", document.CreatedText, $"vigil-{SbomDocument.ToolVersion}"));
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        IEnumerable<SbomComponent?> all = [components.Artifact, components.OperatingSystem];
        foreach (var component in all.OfType<SbomComponent>().Concat(components.Packages))
        {
            var package = ToPackage(component, document.Inventory.Artifact.Kind);
            output.Package(package);
            ids.Add(component.Ref, package.Id);
        }

        output.BeginRelationships();
        output.Relationship(DocumentId, "DESCRIBES", ids[InventoryComponents.ArtifactRef]);
        foreach (var (reference, needed) in components.Dependencies)
        {
            var type = reference == InventoryComponents.ArtifactRef ? "CONTAINS" : "DEPENDS_ON";
            needed.ForEach(one => output.Relationship(ids[reference], type, ids[one]));
        }

        output.EndDocument();
    }

    private static SpdxPackage ToPackage(SbomComponent component, ArtifactKind artifact)
    {
        var isExpression = SpdxLicenses.IsExpression(component.License);
        return new SpdxPackage(IdOf(component), component.Name, component.Version)
        {
            Supplier = component.Supplier.Length > 0 ? "Organization: " + OneLine(component.Supplier).Replace('<', '(').Replace('>', ')') : "",
            LicenseDeclared = isExpression ? component.License : NoAssertion,
            LicenseComments = isExpression ? "" : component.License,
            SourceInfo = component.Locations.IsEmpty ? OneLine(component.Description) : $"found in: {OneLine(string.Join(", ", component.Locations))}",
            Purpose = component.Kind switch
            {
                SbomComponentKind.OperatingSystem => "OPERATING-SYSTEM",
                SbomComponentKind.Artifact when artifact == ArtifactKind.Image => "CONTAINER",
                SbomComponentKind.Artifact when artifact == ArtifactKind.Host => "DEVICE",
                SbomComponentKind.Artifact => "APPLICATION",
                _ => "LIBRARY",
            },
            Purl = component.Purl,
            Comment = PropertyLines.Format(component.Properties),
        };
    }

    // letters, digits, dots and dashes only: the digest keeps apart what that makes equal
    private static string IdOf(SbomComponent component)
    {
        var name = string.Create(Math.Min(component.Name.Length, 64), component.Name, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsAsciiLetterOrDigit(source[i]) || source[i] == '.' ? source[i] : '-';
            }
        });
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(component.Ref));
        return $"SPDXRef-{component.Kind}-{name}-{Convert.ToHexStringLower(digest.AsSpan(0, 8))}";
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
