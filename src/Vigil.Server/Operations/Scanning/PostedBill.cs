using System.Text.Json;
using Vigil.Scanning.Sbom.Inspector;
using Vigil.Server.Wire;

namespace Vigil.Server.Operations.Scanning;

/// <summary>The components of a bill of materials that is posted, nested ones behind those that hold them.</summary>
internal static class PostedBill
{
    /// <summary>Most components of a document (spec scan-sbom §1).</summary>
    public const int MostComponents = 5_000;

    private const int DeepestNesting = 16;
    private const string Generator = "amazon:inspector:sbom_generator:";

    /// <summary>Reads a document.</summary>
    /// <exception cref="ApiException">It is no CycloneDX 1.5, or too large.</exception>
    public static IReadOnlyList<ScannedComponent> Components(JsonElement document)
    {
        if (TextOf(document, "bomFormat") != "CycloneDX" || TextOf(document, "specVersion") != "1.5")
        {
            throw ApiException.Refused("The document must be CycloneDX 1.5 in JSON.", "UNSUPPORTED_SBOM_TYPE");
        }

        var count = 0;
        return [.. Inside(document, source: null, depth: 0, ref count)];
    }

    private static List<ScannedComponent> Inside(JsonElement parent, ScannedSource? source, int depth, ref int count)
    {
        var components = new List<ScannedComponent>();
        if (parent.Member("components") is not { ValueKind: JsonValueKind.Array } list)
        {
            return components;
        }

        foreach (var component in list.EnumerateArray())
        {
            if (component.ValueKind != JsonValueKind.Object || depth > DeepestNesting)
            {
                throw ApiException.Invalid("sbom.components", "must be a list of components");
            }

            if (++count > MostComponents)
            {
                throw ApiException.Invalid("sbom.components", $"must have at most {MostComponents} components");
            }

            var read = Read(component) with { Source = source };
            var held = IsSource(component, read) ? new ScannedSource(read.Ref, read.Name, read.Version, read.Purl) : null;
            if (held is null)
            {
                components.Add(read);
            }

            components.AddRange(Inside(component, held, depth + 1, ref count));
        }

        return components;
    }

    // a package of a distribution that holds others is their source, as in the documents that are answered
    private static bool IsSource(JsonElement component, ScannedComponent read) =>
        (read.Purl.StartsWith("pkg:deb/", StringComparison.Ordinal) || read.Purl.StartsWith("pkg:rpm/", StringComparison.Ordinal))
        && component.Member("components") is { ValueKind: JsonValueKind.Array } inner && inner.GetArrayLength() > 0;

    private static ScannedComponent Read(JsonElement component) => new()
    {
        Ref = TextOf(component, "bom-ref"),
        Type = TextOf(component, "type") is { Length: > 0 } type ? type : "library",
        Name = TextOf(component, "name"),
        Version = TextOf(component, "version"),
        Purl = TextOf(component, "purl"),
        Path = PropertyOf(component, "source_path"),
        FileScanner = PropertyOf(component, "source_file_scanner"),
        Collector = PropertyOf(component, "source_package_collector"),
    };

    private static string PropertyOf(JsonElement component, string name)
    {
        if (component.Member("properties") is not { ValueKind: JsonValueKind.Array } properties)
        {
            return "";
        }

        var property = properties.EnumerateArray().FirstOrDefault(one => one.ValueKind == JsonValueKind.Object && TextOf(one, "name") == Generator + name);
        return property.ValueKind == JsonValueKind.Object ? TextOf(property, "value") : "";
    }

    private static string TextOf(JsonElement value, string name) => value.Member(name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";
}
