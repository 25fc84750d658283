using System.Collections.Immutable;
using System.Globalization;
using Vigil.Domain.Diagnostics;
using Vigil.Domain.Packages;
using Vigil.Domain.Purl;
using Vigil.Scanning.Ecosystems.Joining;
using Vigil.Scanning.Ecosystems.OperatingSystems;
using Vigil.Scanning.Sbom.Components;

namespace Vigil.Scanning.Sbom.Reading;

/// <summary>The way back from <see cref="InventoryComponents"/>: components of a bill of materials, by Vigil or by others, as an inventory.</summary>
/// <param name="contents">What was read.</param>
/// <param name="name">Name of the document, for packages that do not say where they were found.</param>
internal sealed class ComponentInventory(SbomContents contents, string name)
{
    private readonly IReadOnlyDictionary<string, string> _artifact = Dictionary(contents.Artifact);

    /// <summary>The inventory.</summary>
    public Inventory Build()
    {
        var purls = contents.Packages.Select(Purl).ToList();
        var system = SystemOf(contents.OperatingSystem) ?? MostNamed(purls);
        var artifact = Artifact();
        var reader = new PurlPackage(artifact.Kind, system, Property(ArtifactProperties.RunningKernel));
        ImmutableArray<Package> packages = [.. contents.Packages
            .Zip(purls)
            .Where(pair => pair.Second is { Type: not ("oci" or "docker") }) // images are not packages in themselves
            .Select(pair => ToPackage(pair.First, pair.Second!, reader)) // Where has left the nulls out
            .GroupBy(package => package.Coordinate, (_, same) => same.Aggregate(Merge))
            .Order(PackageOrder.Instance)];
        if (packages.IsEmpty)
        {
            contents.Report(SbomCodes.NothingListed, name, "The document lists no package that could be matched.");
        }

        return new Inventory
        {
            Artifact = artifact,
            OperatingSystem = system,
            RunningKernel = Property(ArtifactProperties.RunningKernel),
            Packages = packages,
            Layers = [.. NumberedProperties.Read(ArtifactProperties.Layer, _artifact, "diffId", "digest").Select(layer => new Layer(layer("diffId"), layer("digest"), layer("createdBy")))],
            Diagnostics =
            [
                .. NumberedProperties.Read(ArtifactProperties.Diagnostic, _artifact, "code").Select(one => ToDiagnostic(one("code"), one("subject"), one("message"))),
                .. contents.Diagnostics,
            ],
        };
    }

    private ArtifactIdentity Artifact() => new(
        KindOf(contents.Artifact),
        contents.Artifact?.Name is { Length: > 0 } named ? named : name,
        DigestOf(contents.Artifact),
        Property(ArtifactProperties.Architecture))
    {
        Runtime = Property(ArtifactProperties.Runtime),
        Created = DateTimeOffset.TryParseExact(Property(ArtifactProperties.Created), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var created) ? created : null,
    };

    private PackageUrl? Purl(SbomComponent component)
    {
        if (PackageUrl.TryCanonicalize(component.Purl, out var purl, out var error))
        {
            return purl;
        }

        contents.Report(SbomCodes.PackageUrlInvalid, component.Name, $"The package URL cannot be read: {error}.");
        return null;
    }

    private static Package Merge(Package known, Package more) => known with { Evidence = [.. known.Evidence.Concat(more.Evidence).Distinct()] };

    private Package ToPackage(SbomComponent component, PackageUrl purl, PurlPackage reader)
    {
        var properties = Dictionary(component);
        var told = reader.Of(purl, properties.GetValueOrDefault(PackageMembers.Vendor, component.Supplier));
        var stated = told with
        {
            Vendor = component.Supplier,
            License = component.License,
            Coordinate = told.Coordinate.Version.Length > 0 ? told.Coordinate : told.Coordinate with { Version = component.Version },
            Evidence = Locations(component, properties),
        };
        return PackageMembers.Apply(ForeignProperties.Apply(stated, properties), properties);
    }

    private ImmutableArray<Evidence> Locations(SbomComponent component, IReadOnlyDictionary<string, string> properties)
    {
        var own = NumberedProperties.Read(ArtifactProperties.Location, properties, "path")
            .Select(one => new Evidence(one("path"), one("introducedIn"), one("seenIn"), one("ownedBy")));
        ImmutableArray<Evidence> found = [.. own];
        found = found.IsEmpty ? ForeignProperties.Evidence(component, properties) : found;
        return found.IsEmpty ? [new Evidence(name)] : found;
    }

    private static ArtifactKind KindOf(SbomComponent? artifact) =>
        Dictionary(artifact).TryGetValue(ArtifactProperties.Kind, out var kind) && Enum.TryParse<ArtifactKind>(kind, ignoreCase: true, out var known) ? known : ArtifactKind.Directory;

    private static string DigestOf(SbomComponent? artifact) =>
        artifact is { Version: var version } && version.StartsWith("sha256:", StringComparison.Ordinal) ? version : "";

    private static OperatingSystem? SystemOf(SbomComponent? component)
    {
        if (component is null)
        {
            return null;
        }

        var properties = Dictionary(component);
        var known = PurlDistribution.Of(component.Name, component.Version);
        return new OperatingSystem
        {
            Ecosystem = properties.GetValueOrDefault(ArtifactProperties.Ecosystem, known?.Ecosystem ?? component.Name),
            Release = properties.GetValueOrDefault(ArtifactProperties.Release, known is not null && !properties.ContainsKey(ArtifactProperties.Ecosystem) ? known.Release : ""),
            Id = known?.Id ?? component.Name,
            VersionId = component.Version,
            PrettyName = component.Description,
            Codename = properties.GetValueOrDefault(ArtifactProperties.Codename, ""),
            Entitlements = [.. properties.GetValueOrDefault(ArtifactProperties.Entitlements, "").Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            Evidence = properties.GetValueOrDefault(ArtifactProperties.Evidence, ""),
        };
    }

    // a document that names no operating system still says of most packages of which they are
    private static OperatingSystem? MostNamed(IEnumerable<PackageUrl?> purls) => purls
        .OfType<PackageUrl>()
        .Select(PurlDistribution.Of)
        .OfType<OperatingSystem>()
        .GroupBy(system => system)
        .OrderByDescending(group => group.Count())
        .ThenBy(group => group.Key.Id + group.Key.VersionId, StringComparer.Ordinal)
        .FirstOrDefault()?.Key;

    // VGL1205 notice
    private static Diagnostic ToDiagnostic(string code, string subject, string message)
    {
        var number = code.Length >= 7 && int.TryParse(code.AsSpan(3, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : SbomCodes.DocumentDamaged.Number;
        return new Diagnostic(new DiagnosticCode(number, code.EndsWith(" notice", StringComparison.Ordinal)), subject, message);
    }

    private string Property(string property) => _artifact.GetValueOrDefault(property, "");

    private static Dictionary<string, string> Dictionary(SbomComponent? component)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in component?.Properties ?? [])
        {
            properties.TryAdd(property.Name, property.Value);
        }

        return properties;
    }
}
