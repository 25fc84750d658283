using Vigil.Domain.Packages;
using Vigil.Domain.Purl;
using Vigil.Scanning.Ecosystems.Joining;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Languages;

/// <summary>
/// A programming language's packages: the files that tell of them, their name for the rest of the world, and how advisories speak of them. One in each
/// ecosystem's folder, one line each in <see cref="EcosystemCatalog"/>.
/// </summary>
/// <param name="name">Name in advisories and of its facts, in the spelling of the OSV schema where it has one: <c>npm</c>, <c>PyPI</c>.</param>
/// <param name="purlType">Type of the package URLs.</param>
/// <param name="scheme">Version scheme; <see langword="null"/> where no advisory source exists.</param>
internal abstract class LanguageEcosystem(string name, string purlType, string? scheme) : PackageFamily
{
    /// <inheritdoc/>
    public override string Kind => name;

    /// <summary>Reads the files of the ecosystem.</summary>
    public abstract IReadOnlyList<IFileExtractor> Extractors { get; }

    /// <summary>How its packages are matched; <see langword="null"/> where no advisory source exists.</summary>
    public LanguageMatchRule? MatchRule { get; } = scheme is null ? null : new LanguageMatchRule(scheme);

    /// <inheritdoc/>
    public override Coordinate Complete(PackageFact fact, OperatingSystem? system) => new() { Ecosystem = name, Name = fact.Name, Version = fact.Version };

    /// <inheritdoc/>
    public override PackageUrl Purl(PackageFact fact, OperatingSystem? system)
    {
        var (ns, last) = SplitName(fact.Name);
        return PackageUrl.TryCreate(purlType, ns, last, fact.Version, fact.Qualifiers.Items.AsSpan(), null, out var purl, out _) ? purl
            // a name that the type does not allow is a name all the same
            : PackageUrl.TryCreate("generic", null, fact.Name, fact.Version, [], null, out purl, out _) ? purl
            : PackageUrl.Create("generic", null, "unnamed", fact.Version);
    }

    /// <summary>A lock file in the same folder in whose presence the ecosystem's tools do not look at this one; <see langword="null"/> when there is none.</summary>
    public virtual string? OverruledBy(string lockPath) => null;

    /// <summary>Namespace and name of the package URL; by default there is no namespace.</summary>
    protected virtual (string Namespace, string Name) SplitName(string fullName) => ("", fullName);

    /// <summary>Everything before the last slash is the namespace.</summary>
    protected static (string Namespace, string Name) SplitAtLastSlash(string fullName)
    {
        var slash = fullName.LastIndexOf('/');
        return slash < 0 ? ("", fullName) : (fullName[..slash], fullName[(slash + 1)..]);
    }
}
