using System.Collections.Immutable;
using System.Globalization;

namespace Vigil.Domain.Versions.Ranges.Semver;

/// <summary>Writes the shorthands of semantic ranges out as comparators: <c>^1.2</c> is <c>&gt;=1.2.0 &lt;2.0.0-0</c>.</summary>
/// <remarks>
/// The tables of the node-semver README and of the Cargo book, which agree. An upper bound that a shorthand implies is the lowest pre-release of
/// the next version, <c>-0</c>; with <paramref name="includePrerelease"/> an implied lower bound is one too.
/// </remarks>
internal readonly ref struct SemanticBounds(ImmutableArray<Comparator>.Builder set, bool includePrerelease)
{
    private const string LowestPrerelease = "0";

    private string Lowest => includePrerelease ? LowestPrerelease : "";

    /// <summary>Adds what an operator means with a version that may have wildcards.</summary>
    /// <returns><see langword="false"/> for an unknown operator, or a number after a wildcard where that means nothing.</returns>
    public bool TryAdd(ReadOnlySpan<char> sign, PartialVersion version)
    {
        switch (sign)
        {
            case "^":
                AddCaret(version);
                return true;
            case "~" or "~>":
                AddTilde(version);
                return true;
        }

        if (version.IsDisordered || sign is "==" or "!=" || !ConstraintText.TryReadOperator(sign, out var comparison))
        {
            return false;
        }

        if (version is { Major: { } major, Minor: { } minor, Patch: { } patch })
        {
            Add(comparison, major, minor, patch, version.Prerelease);
        }
        else
        {
            AddWildcard(comparison, version);
        }

        return true;
    }

    /// <summary>Adds both ends of <c>1.2 - 2.3</c>; wildcards mean the first and the last of the versions they stand for.</summary>
    public void AddHyphen(PartialVersion from, PartialVersion to)
    {
        if (from is { Major: { } major })
        {
            var lowest = from.Patch is not null && from.Prerelease.Length > 0 ? from.Prerelease : Lowest;
            Add(ComparatorOperator.GreaterOrEqual, major, from.Minor ?? 0, from.Patch ?? 0, lowest);
        }

        if (to is not { Patch: { } patch, Minor: { } minor, Major: { } last })
        {
            AddWildcard(ComparatorOperator.LessOrEqual, to);
        }
        else if (includePrerelease && to.Prerelease.Length == 0)
        {
            Add(ComparatorOperator.Less, last, minor, patch + 1, LowestPrerelease);
        }
        else
        {
            Add(ComparatorOperator.LessOrEqual, last, minor, patch, to.Prerelease);
        }
    }

    private void AddWildcard(ComparatorOperator comparison, PartialVersion version)
    {
        if (version.Major is not { } major)
        {
            if (comparison is ComparatorOperator.Less or ComparatorOperator.Greater)
            {
                Add(ComparatorOperator.Less, 0, 0, 0, LowestPrerelease); // nothing lies beyond everything
            }

            return;
        }

        var minor = version.Minor ?? 0;
        if (comparison is ComparatorOperator.Equal or ComparatorOperator.GreaterOrEqual)
        {
            Add(ComparatorOperator.GreaterOrEqual, major, minor, 0, Lowest);
        }

        if (comparison is ComparatorOperator.Equal or ComparatorOperator.LessOrEqual)
        {
            AddNext(ComparatorOperator.Less, version, LowestPrerelease);
        }

        if (comparison == ComparatorOperator.Greater)
        {
            AddNext(ComparatorOperator.GreaterOrEqual, version, Lowest);
        }

        if (comparison == ComparatorOperator.Less)
        {
            Add(ComparatorOperator.Less, major, minor, 0, LowestPrerelease);
        }
    }

    private void AddTilde(PartialVersion version)
    {
        if (version.Major is { } major)
        {
            AddLower(version);
            AddNext(ComparatorOperator.Less, version, LowestPrerelease);
        }
    }

    private void AddCaret(PartialVersion version)
    {
        if (version.Major is not { } major)
        {
            return;
        }

        AddLower(version);
        if (major > 0 || version.Minor is not { } minor)
        {
            Add(ComparatorOperator.Less, major + 1, 0, 0, LowestPrerelease);
        }
        else if (minor > 0 || version.Patch is not { } patch)
        {
            Add(ComparatorOperator.Less, 0, minor + 1, 0, LowestPrerelease);
        }
        else
        {
            Add(ComparatorOperator.Less, 0, 0, patch + 1, LowestPrerelease);
        }
    }

    /// <summary>The version itself; with wildcards the first that they stand for.</summary>
    private void AddLower(PartialVersion version)
    {
        var isWhole = version is { Minor: not null, Patch: not null };
        var minor = version.Minor ?? 0;
        var patch = isWhole ? version.Patch!.Value : 0;
        Add(ComparatorOperator.GreaterOrEqual, version.Major!.Value, minor, patch, isWhole ? version.Prerelease : Lowest);
    }

    /// <summary>The first version after all with the same major and, where given, minor number.</summary>
    private void AddNext(ComparatorOperator comparison, PartialVersion version, string prerelease)
    {
        var major = version.Major!.Value;
        if (version.Minor is { } minor)
        {
            Add(comparison, major, minor + 1, 0, prerelease);
        }
        else
        {
            Add(comparison, major + 1, 0, 0, prerelease);
        }
    }

    private void Add(ComparatorOperator comparison, ulong major, ulong minor, ulong patch, string prerelease)
    {
        var dash = prerelease.Length > 0 ? "-" : "";
        set.Add(new Comparator(comparison, string.Create(CultureInfo.InvariantCulture, $"{major}.{minor}.{patch}{dash}{prerelease}")));
    }
}
