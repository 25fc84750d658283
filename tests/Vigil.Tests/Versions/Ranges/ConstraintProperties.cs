using FsCheck.Xunit;
using Vigil.Domain.Versions;
using Vigil.Domain.Versions.Ranges;

namespace Vigil.Tests.Versions.Ranges;

/// <summary>What holds for all constraints, whatever the texts.</summary>
[Properties(Arbitrary = [typeof(VersionTexts), typeof(ConstraintTexts)], MaxTest = 300)]
public sealed class ConstraintProperties
{
    [Property]
    public void No_text_makes_a_syntax_throw(ConstraintText text, VersionText version)
    {
        foreach (var syntax in ConstraintSyntaxes.All)
        {
            if (syntax.TryParse(text.Value, ConstraintOptions.Loose, out var constraint))
            {
                _ = constraint.IsSatisfiedBy(VersionSchemes.All[0], version.Value);
            }
        }
    }

    [Property]
    public void Version_satisfies_the_constraint_to_be_equal_to_it(VersionText version)
    {
        if (version.Value.Contains('\''))
        {
            return; // it cannot stand in these quotes
        }

        Assert.True(ConstraintSyntaxes.Advisory.TryParse($"= '{version}'", out var constraint));

        Assert.All(VersionSchemes.All, scheme => Assert.True(constraint.IsSatisfiedBy(scheme, version.Value), scheme.Name));
    }

    [Property]
    public void Npm_range_means_the_same_when_it_is_printed(ConstraintText text, VersionText version)
    {
        if (Npm(text.Value, out var range))
        {
            Assert.True(Npm(range!.ToString()!, out var printed), range.ToString());
            Assert.Equal(range.ToString(), printed!.ToString());
            Assert.Equal(Satisfies(range, version), Satisfies(printed, version));
        }
    }

    [Property]
    public void Npm_version_satisfies_itself(VersionText version)
    {
        if (Npm(version.Value, out _) && Npm("*", out var any) && Satisfies(any!, version))
        {
            Assert.True(Npm($"={version}", out var itself) && Satisfies(itself!, version), version.Value);
        }
    }

    private static bool Npm(string text, out Constraint? range) => Satisfaction.Parse("npm-range", text, ConstraintOptions.IncludePrerelease, out range);

    private static bool Satisfies(Constraint constraint, VersionText version) => constraint.IsSatisfiedBy(VersionSchemes.All[0], version.Value);
}
