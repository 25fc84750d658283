using System.Text.Json;
using Vigil.Scanning.Sbom.Components;

namespace Vigil.Scanning.Sbom.Reading;

/// <summary>A package of SPDX.</summary>
internal static class SpdxItem
{
    /// <summary>Reads a package in JSON.</summary>
    public static SbomComponent Package(JsonElement package) => Package(
        package.Text("SPDXID"),
        package.Text("name"),
        package.Text("versionInfo"),
        package.Text("primaryPackagePurpose"),
        package.Items("externalRefs").Where(one => one.Text("referenceType") == "purl").Select(one => one.Text("referenceLocator")).FirstOrDefault(""),
        package.Text("comment")) with
    {
        Supplier = SupplierOf(package.Text("supplier")),
        License = LicenseOf(package.Text("licenseDeclared"), package.Text("licenseComments")),
        Description = package.Text("sourceInfo"),
    };

    /// <summary>Makes a component of what both spellings state.</summary>
    public static SbomComponent Package(string id, string name, string version, string purpose, string purl, string comment)
    {
        IEnumerable<SbomProperty> properties = PropertyLines.Parse(comment);
        var kind = purpose.Replace('_', '-') switch
        {
            "OPERATING-SYSTEM" => SbomComponentKind.OperatingSystem,
            "CONTAINER" => SbomComponentKind.Artifact,
            _ => SbomComponentKind.Package,
        };
        return new SbomComponent
        {
            Kind = kind,
            Ref = id,
            Name = name,
            Version = version,
            Purl = purl,
            Properties = kind == SbomComponentKind.Artifact
                ? [.. properties.Append(new SbomProperty(ArtifactProperties.Kind, "image"))] // counts only where the document does not say otherwise
                : [.. properties],
        };
    }

    /// <summary>The name in <c>Organization: name</c>.</summary>
    public static string SupplierOf(string supplier) =>
        supplier.StartsWith("Organization: ", StringComparison.Ordinal) ? supplier["Organization: ".Length..]
        : supplier.StartsWith("Person: ", StringComparison.Ordinal) ? supplier["Person: ".Length..]
        : "";

    /// <summary>The declared licence, or what a comment says of it.</summary>
    public static string LicenseOf(string declared, string comments) => declared is "" or "NOASSERTION" or "NONE" ? comments : declared;
}
