using System.Globalization;
using System.Text.Json;
using Vigil.Scanning.Sbom.Components;

namespace Vigil.Scanning.Sbom.Reading;

/// <summary>Objects of syft's own JSON.</summary>
internal static class SyftItem
{
    /// <summary>A package.</summary>
    public static SbomComponent Package(JsonElement artifact) => new()
    {
        Kind = SbomComponentKind.Package,
        Ref = artifact.Text("id"),
        Name = artifact.Text("name"),
        Version = artifact.Text("version"),
        Purl = artifact.Text("purl"),
        License = string.Join(" AND ", artifact.Items("licenses").Select(LicenseOf).Where(text => text.Length > 0)),
        Properties =
        [
            .. NumberedProperties.Of(
                ArtifactProperties.Location,
                artifact.Items("locations"),
                ("path", location => location.Text("path").TrimStart('/')),
                ("introducedIn", location => location.Text("layerID")),
                ("seenIn", location => location.Text("layerID"))),
            new SbomProperty("syft:metadata:modularityLabel", artifact.Member("metadata").Text("modularityLabel")),
        ],
    };

    /// <summary>The operating system.</summary>
    public static SbomComponent? Distro(JsonElement distro) => distro.Text("id").Length == 0 ? null : new()
    {
        Kind = SbomComponentKind.OperatingSystem,
        Ref = "",
        Name = distro.Text("id"),
        Version = distro.Text("versionID"),
        Description = distro.Text("prettyName"),
        Properties = distro.Text("versionCodename") is { Length: > 0 } codename ? [new SbomProperty(ArtifactProperties.Codename, codename)] : [],
    };

    /// <summary>What was catalogued: an image with its layers, or a directory.</summary>
    public static SbomComponent Source(JsonElement source)
    {
        var metadata = source.Member("metadata").ValueKind == JsonValueKind.Object ? source.Member("metadata") : source.Member("target");
        var isImage = source.Text("type") == "image";
        return new SbomComponent
        {
            Kind = SbomComponentKind.Artifact,
            Ref = "",
            Name = metadata.Text("userInput") is { Length: > 0 } input ? input : source.Text("name"),
            Version = metadata.Text("manifestDigest"),
            Properties =
            [
                new SbomProperty(ArtifactProperties.Kind, isImage ? "image" : "directory"),
                new SbomProperty(ArtifactProperties.Architecture, metadata.Text("architecture")),
                .. metadata.Items("layers").Select((layer, index) =>
                    new SbomProperty(string.Create(CultureInfo.InvariantCulture, $"{ArtifactProperties.Layer}:{index}:diffId"), layer.Text("digest"))),
            ],
        };
    }

    private static string LicenseOf(JsonElement license) => license.ValueKind switch
    {
        JsonValueKind.String => license.GetString() ?? "",
        JsonValueKind.Object => license.Text("spdxExpression") is { Length: > 0 } expression ? expression : license.Text("value"),
        _ => "",
    };
}
