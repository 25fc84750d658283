using Vigil.Domain.Packages;

namespace Vigil.Scanning.Sbom.Components;

/// <summary>
/// What is known of a package beyond its package URL, one line each: as properties <c>vigil:package:NAME</c>, written only where the package URL does not
/// already say the same. So a package that is read from a bill of materials is the package that was written, by construction.
/// </summary>
internal static class PackageMembers
{
    private const string Prefix = "vigil:package:";

    /// <summary>The property that holds the vendor, which decides on others.</summary>
    public const string Vendor = Prefix + "vendor";

    private sealed record Member(string Name, Func<Package, string> Get, Func<Package, string, Package> With);

    private static readonly Member[] All =
    [
        OfCoordinate("ecosystem", c => c.Ecosystem, (c, value) => c with { Ecosystem = value }),
        OfCoordinate("release", c => c.Release, (c, value) => c with { Release = value }),
        OfCoordinate("name", c => c.Name, (c, value) => c with { Name = value }),
        OfCoordinate("version", c => c.Version, (c, value) => c with { Version = value }),
        OfCoordinate("arch", c => c.Arch, (c, value) => c with { Arch = value }),
        OfCoordinate("moduleStream", c => c.ModuleStream, (c, value) => c with { ModuleStream = value }),
        OfCoordinate("sourceName", c => c.SourceName, (c, value) => c with { SourceName = value }),
        OfCoordinate("sourceVersion", c => c.SourceVersion, (c, value) => c with { SourceVersion = value }),
        OfCoordinate("repository", c => c.Repository, (c, value) => c with { Repository = value }),
        new("vendor", p => p.Vendor, (p, value) => p with { Vendor = value }),
        new("signatureKeyId", p => p.SignatureKeyId, (p, value) => p with { SignatureKeyId = value }),
        new("sourceRpm", p => p.SourceRpm, (p, value) => p with { SourceRpm = value }),
        new("license", p => p.License, (p, value) => p with { License = value }),
        new("status", p => p.Status, (p, value) => p with { Status = value }),
        OfDependency("relation", d => d.Relation.ToString(), (d, value) => Enum.TryParse<DependencyRelation>(value, out var relation) ? d with { Relation = relation } : d),
        OfDependency("scope", d => d.Scope.ToString(), (d, value) => Enum.TryParse<DependencyScope>(value, out var scope) ? d with { Scope = scope } : d),
        OfDependency("groups", d => string.Join(' ', d.Groups), (d, value) => d with { Groups = [.. value.Split(' ', StringSplitOptions.RemoveEmptyEntries)] }),
        OfDependency("path", d => string.Join(' ', d.Path), (d, value) => d with { Path = [.. value.Split(' ', StringSplitOptions.RemoveEmptyEntries)] }),
        new("isGuess", p => p.IsGuess ? "true" : "", (p, value) => p with { IsGuess = value == "true" }),
        new("context", p => p.Context.ToString(), (p, value) => Enum.TryParse<PackageContext>(value, out var context) ? p with { Context = context } : p),
    ];

    /// <summary>Names of the members, as they stand in properties.</summary>
    public static IEnumerable<string> Names => All.Select(member => Prefix + member.Name);

    /// <summary>The properties that make a package out of what its package URL tells.</summary>
    public static IEnumerable<SbomProperty> Differences(Package package, Package told) =>
        from member in All
        let value = member.Get(package)
        where value != member.Get(told)
        select new SbomProperty(Prefix + member.Name, value);

    /// <summary>The package with what properties say of it.</summary>
    public static Package Apply(Package told, IReadOnlyDictionary<string, string> properties)
    {
        foreach (var member in All)
        {
            if (properties.TryGetValue(Prefix + member.Name, out var value))
            {
                told = member.With(told, value);
            }
        }

        return told;
    }

    private static Member OfDependency(string name, Func<Dependency, string> get, Func<Dependency, string, Dependency> with) =>
        new(name, package => get(package.Dependency), (package, value) => package with { Dependency = with(package.Dependency, value) });

    private static Member OfCoordinate(string name, Func<Coordinate, string> get, Func<Coordinate, string, Coordinate> with) =>
        new(name, package => get(package.Coordinate), (package, value) => package with { Coordinate = with(package.Coordinate, value) });
}
