using System.Text.Json;
using Vigil.Domain.Findings;
using Vigil.Domain.Purl;
using Vigil.Domain.Verdicts;
using Vigil.Server.Wire;

namespace Vigil.Server.Operations.Scanning;

/// <summary>A component of a posted bill of materials, and what the scan says of it.</summary>
/// <param name="Type"><c>library</c>, <c>operating-system</c>.</param>
/// <param name="Ref">What the document calls it, or empty.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version, or empty.</param>
/// <param name="Purl">Its package URL as posted, or empty.</param>
/// <param name="Path">Where it was found, or empty.</param>
internal sealed record ScannedComponent(string Type, string Ref, string Name, string Version, string Purl, string Path)
{
    private const string PathProperty = "amazon:inspector:sbom_generator:source_path";

    /// <summary>What tells it from other packages; <see langword="null"/> when it has no package URL that can be read.</summary>
    public string? Key { get; } = PackageUrl.TryParse(Purl, out var purl, out _) ? KeyOf(purl) : null;

    /// <summary>Whether its packages were looked up.</summary>
    public EvaluationState? State { get; init; }

    /// <summary>Why it was not scanned, or that it is clean; empty when something was found.</summary>
    public string Message => this switch
    {
        { Purl.Length: 0 } => "Component skipped: no purl provided.",
        { Key: null } => "Component skipped: invalid purl provided.",
        { State: not EvaluationState.Evaluated } => "Component skipped: no rules found.",
        _ => "Component scanned: no vulnerabilities found.",
    };

    /// <summary>Reads a component of CycloneDX.</summary>
    public static ScannedComponent Read(JsonElement component) => new(
        TextOf(component, "type") is { Length: > 0 } type ? type : "library",
        TextOf(component, "bom-ref"),
        TextOf(component, "name"),
        TextOf(component, "version"),
        TextOf(component, "purl"),
        PathOf(component));

    /// <summary>The key of a package.</summary>
    public static string KeyOf(PackageUrl purl) => $"{purl.Type}/{purl.Namespace}/{purl.Name}@{purl.Version}";

    private static string PathOf(JsonElement component)
    {
        if (component.Member("properties") is not { ValueKind: JsonValueKind.Array } properties)
        {
            return "";
        }

        var path = properties.EnumerateArray().FirstOrDefault(property => property.ValueKind == JsonValueKind.Object && TextOf(property, "name") == PathProperty);
        return path.ValueKind == JsonValueKind.Object ? TextOf(path, "value") : "";
    }

    private static string TextOf(JsonElement value, string name) => value.Member(name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";
}
