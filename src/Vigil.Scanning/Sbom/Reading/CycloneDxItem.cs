using System.Text.Json;
using Vigil.Scanning.Sbom.Components;

namespace Vigil.Scanning.Sbom.Reading;

/// <summary>A component of CycloneDX in JSON.</summary>
internal static class CycloneDxItem
{
    /// <summary>What the document describes.</summary>
    public static SbomComponent Artifact(JsonElement component)
    {
        var read = Component(component);
        var isImage = component.Text("type") == "container" && !read.Properties.Any(property => property.Name == ArtifactProperties.Kind);
        return read with
        {
            Kind = SbomComponentKind.Artifact,
            Properties = isImage ? read.Properties.Add(new SbomProperty(ArtifactProperties.Kind, "image")) : read.Properties,
        };
    }

    /// <summary>Adds a component and those inside it. One of deb or rpm that holds others is their source package (as Inspector nests them), and is not installed itself.</summary>
    public static void AddTo(SbomContents contents, JsonElement component, SbomComponent? source)
    {
        var read = Component(component);
        var isSource = component.Member("components") is { ValueKind: JsonValueKind.Array } inner && inner.GetArrayLength() > 0
            && (read.Purl.StartsWith("pkg:deb/", StringComparison.Ordinal) || read.Purl.StartsWith("pkg:rpm/", StringComparison.Ordinal));
        if (!isSource)
        {
            contents.Add(source is null ? read : SourcePackage.Give(read, source), component.Text("type") is "library" or "framework");
        }

        foreach (var child in component.Items("components"))
        {
            AddTo(contents, child, isSource ? read : null);
        }
    }

    private static SbomComponent Component(JsonElement component)
    {
        var name = component.Text("name");
        var group = component.Text("group");
        return new SbomComponent
        {
            Kind = component.Text("type") == "operating-system" ? SbomComponentKind.OperatingSystem : SbomComponentKind.Package,
            Ref = component.Text("bom-ref"),
            Name = group.Length > 0 ? $"{group}/{name}" : name,
            Version = component.Text("version"),
            Description = component.Text("description"),
            Purl = component.Text("purl"),
            Supplier = component.Member("supplier").Text("name"),
            License = string.Join(" AND ", component.Items("licenses").Select(LicenseOf).Where(text => text.Length > 0)),
            Locations = [.. component.Member("evidence").Items("occurrences").Select(one => one.Text("location")).Where(path => path.Length > 0)],
            Properties = [.. component.Items("properties").Where(one => ForeignProperties.IsRead(one.Text("name"))).Select(one => new SbomProperty(one.Text("name"), one.Text("value")))],
        };
    }

    private static string LicenseOf(JsonElement choice)
    {
        var license = choice.Member("license");
        return choice.Text("expression") is { Length: > 0 } expression ? expression
            : license.Text("id") is { Length: > 0 } id ? id
            : license.Text("name");
    }
}
