using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Vigil.Domain.Versions.Ranges.Composer;
using Vigil.Domain.Versions.Ranges.Nuget;
using Vigil.Domain.Versions.Ranges.Pypi;
using Vigil.Domain.Versions.Ranges.RubyGems;
using Vigil.Domain.Versions.Ranges.Semver;

namespace Vigil.Domain.Versions.Ranges;

/// <summary>All constraint syntaxes, one line each.</summary>
public static class ConstraintSyntaxes
{
    /// <summary>Comparators with "and" and "or", for any scheme.</summary>
    public static AdvisorySyntax Advisory { get; } = new();

    /// <summary>The syntaxes in the order of the documentation.</summary>
    public static IReadOnlyList<ConstraintSyntax> All { get; } =
    [
        Advisory,
        new Pep440SpecifierSyntax(isLenient: false),
        new Pep440SpecifierSyntax(isLenient: true),
        new NpmRangeSyntax(),
        new CargoRequirementSyntax(),
        new GemRequirementSyntax(),
        new MavenRangeSyntax(),
        new ComposerConstraintSyntax(),
        new NugetRangeSyntax(),
    ];

    private static readonly FrozenDictionary<string, ConstraintSyntax> ByName = All.ToFrozenDictionary(syntax => syntax.Name, StringComparer.Ordinal);

    /// <summary>Finds a syntax by its name.</summary>
    public static bool TryGet(string name, [NotNullWhen(true)] out ConstraintSyntax? syntax) => ByName.TryGetValue(name, out syntax);
}
