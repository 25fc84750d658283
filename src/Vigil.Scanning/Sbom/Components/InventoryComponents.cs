using System.Globalization;
using System.Text;
using Vigil.Domain.Diagnostics;
using Vigil.Domain.Packages;

namespace Vigil.Scanning.Sbom.Components;

/// <summary>An inventory as the components of a bill of materials.</summary>
internal sealed class InventoryComponents(Inventory inventory)
{
    /// <summary>Reference of the artifact.</summary>
    public const string ArtifactRef = "artifact";

    private const string SystemRef = "operating-system";

    private readonly Lazy<string[]> _refs = new(() => RefsOf(inventory));
    private readonly PurlPackage _purls = new(inventory.Artifact.Kind, inventory.OperatingSystem, inventory.RunningKernel);

    /// <summary>The artifact.</summary>
    public SbomComponent Artifact => new()
    {
        Kind = SbomComponentKind.Artifact,
        Ref = ArtifactRef,
        Name = inventory.Artifact.Name,
        Version = inventory.Artifact.Digest,
        Properties =
        [
            new(ArtifactProperties.Kind, inventory.Artifact.Kind.ToString().ToLowerInvariant()),
            .. Stated(ArtifactProperties.Architecture, inventory.Artifact.Architecture),
            .. Stated(ArtifactProperties.Created, inventory.Artifact.Created?.ToString("O", CultureInfo.InvariantCulture) ?? ""),
            .. Stated(ArtifactProperties.Runtime, inventory.Artifact.Runtime),
            .. Stated(ArtifactProperties.RunningKernel, inventory.RunningKernel),
            .. NumberedProperties.Of(
                ArtifactProperties.Layer, inventory.Layers.Items, ("diffId", layer => layer.DiffId), ("digest", layer => layer.Digest), ("createdBy", layer => layer.CreatedBy)),
            .. NumberedProperties.Of(
                ArtifactProperties.Diagnostic, inventory.Diagnostics.Items, ("code", CodeOf), ("subject", one => one.Subject), ("message", one => one.Message)),
        ],
    };

    /// <summary>The operating system, or <see langword="null"/>.</summary>
    public SbomComponent? OperatingSystem => inventory.OperatingSystem is not { } system ? null : new()
    {
        Kind = SbomComponentKind.OperatingSystem,
        Ref = SystemRef,
        Name = system.Id,
        Version = system.VersionId,
        Description = system.PrettyName,
        Properties =
        [
            .. Stated(ArtifactProperties.Ecosystem, system.Ecosystem),
            .. Stated(ArtifactProperties.Release, system.Release),
            .. Stated(ArtifactProperties.Codename, system.Codename),
            .. Stated(ArtifactProperties.Entitlements, string.Join(' ', system.Entitlements)),
            .. Stated(ArtifactProperties.Evidence, system.Evidence),
        ],
    };

    /// <summary>The packages, in the inventory's order; made as they are asked for.</summary>
    public IEnumerable<SbomComponent> Packages
    {
        get
        {
            foreach (var (package, reference) in inventory.Packages.Zip(Refs))
            {
                var purl = package.Purl.ToString();
                yield return new SbomComponent
                {
                    Kind = SbomComponentKind.Package,
                    Ref = reference,
                    Name = package.Coordinate.Name,
                    Version = package.Coordinate.Version,
                    Purl = purl,
                    License = package.License,
                    Supplier = package.Vendor,
                    IsDevelopment = package.Dependency.Scope == DependencyScope.Development,
                    Locations = [.. package.Evidence.Items.Select(evidence => evidence.Path)],
                    Properties =
                    [
                        .. PackageMembers.Differences(package, _purls.Of(package.Purl, package.Vendor)),
                        .. NumberedProperties.Of(
                            ArtifactProperties.Location,
                            package.Evidence.Items,
                            ("path", evidence => evidence.Path),
                            ("introducedIn", evidence => evidence.LayerDiffId),
                            ("seenIn", evidence => evidence.FinalLayerDiffId),
                            ("ownedBy", evidence => evidence.OwnedBy)),
                    ],
                };
            }
        }
    }

    /// <summary>What depends on what, as far as it is known: references by the reference of what needs them; what nobody is known to need, the artifact needs.</summary>
    public IEnumerable<KeyValuePair<string, List<string>>> Dependencies
    {
        get
        {
            var known = new Dictionary<(string Ecosystem, string Label), string>();
            var needed = new Dictionary<string, List<string>>(StringComparer.Ordinal) { [ArtifactRef] = inventory.OperatingSystem is null ? [] : [SystemRef] };
            foreach (var (package, reference) in inventory.Packages.Zip(Refs))
            {
                known.TryAdd((package.Coordinate.Ecosystem, $"{package.Coordinate.Name}@{package.Coordinate.Version}"), reference);
                needed.Add(reference, []);
            }

            foreach (var (package, reference) in inventory.Packages.Zip(Refs))
            {
                var parent = package.Dependency.Path is [.., var last] ? known.GetValueOrDefault((package.Coordinate.Ecosystem, last), ArtifactRef) : ArtifactRef;
                needed[parent == reference ? ArtifactRef : parent].Add(reference);
            }

            return needed.Where(pair => pair.Value.Count > 0);
        }
    }

    /// <summary>Text that differs between any two inventories with different packages, for names of documents.</summary>
    public IEnumerable<byte[]> Identity()
    {
        yield return Encoding.UTF8.GetBytes($"{inventory.Artifact.Kind}\n{inventory.Artifact.Name}\n{inventory.Artifact.Digest}\n");
        foreach (var package in inventory.Packages)
        {
            yield return Encoding.UTF8.GetBytes($"{package.Purl} {package.Context} {package.Evidence[0].Path}\n");
        }
    }

    private string[] Refs => _refs.Value;

    // package URLs, which may repeat: two places may tell different things of one package
    private static string[] RefsOf(Inventory inventory)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return
        [
            .. inventory.Packages.Items.Select(package => package.Purl.ToString()).Select(purl =>
                (seen[purl] = seen.GetValueOrDefault(purl) + 1) is > 1 and var count ? string.Create(CultureInfo.InvariantCulture, $"{purl}#{count}") : purl),
        ];
    }

    private static string CodeOf(Diagnostic diagnostic) => diagnostic.Code.IsNotice ? $"{diagnostic.Code} notice" : diagnostic.Code.ToString();

    private static IEnumerable<SbomProperty> Stated(string name, string value) => value.Length > 0 ? [new(name, value)] : [];
}
