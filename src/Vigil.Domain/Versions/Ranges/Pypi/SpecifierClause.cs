using Vigil.Domain.Versions.Pypi;

namespace Vigil.Domain.Versions.Ranges.Pypi;

/// <summary>The operators of PEP 440.</summary>
internal enum SpecifierOperator
{
    Equal,
    NotEqual,
    HasPrefix,
    LacksPrefix,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Compatible,
    Arbitrary,
}

/// <summary>One clause of a specifier: <c>&gt;=1.0</c>, <c>==2.*</c>.</summary>
/// <param name="Operator">What is asked of a version.</param>
/// <param name="Version">The version named, without <c>.*</c>; valid but for <see cref="SpecifierOperator.Arbitrary"/>.</param>
internal readonly record struct SpecifierClause(SpecifierOperator Operator, string Version)
{
    private static readonly PypiVersion Order = new();

    /// <summary>Whether a version does as asked; one that PEP 440 refuses can only be named literally.</summary>
    public bool IsSatisfiedBy(ReadOnlySpan<char> version)
    {
        if (Operator == SpecifierOperator.Arbitrary)
        {
            return version.Trim().Equals(Version, StringComparison.OrdinalIgnoreCase);
        }

        if (!PypiParts.TryParse(version, out var parts) || !PypiParts.TryParse(Version, out var named))
        {
            return false;
        }

        return Operator switch
        {
            SpecifierOperator.HasPrefix => HasPrefix(parts, named),
            SpecifierOperator.LacksPrefix => !HasPrefix(parts, named),
            SpecifierOperator.Greater => Order.CompareToBound(version, Version) > 0 && !IsPostOf(parts, named),
            SpecifierOperator.Compatible => Order.CompareToBound(version, Version) >= 0 && SameRelease(parts, named, dropped: 1),
            _ => Accepts(Order.CompareToBound(version, Version)),
        };
    }

    private bool Accepts(int order) => Operator switch
    {
        SpecifierOperator.Equal => order == 0,
        SpecifierOperator.NotEqual => order != 0,
        SpecifierOperator.Less => order < 0,
        SpecifierOperator.LessOrEqual => order <= 0,
        _ => order >= 0,
    };

    /// <summary>A version starts with all the parts that are named; what it says beyond them does not matter.</summary>
    private static bool HasPrefix(PypiParts version, PypiParts prefix)
    {
        var namesPhase = prefix.Phase != PypiPhase.Final || prefix.IsPost;
        return SameRelease(version, prefix, dropped: 0, isWhole: namesPhase)
            && (!namesPhase || SamePhase(version, prefix))
            && (!prefix.IsPost || version.IsPost && NumericText.Compare(version.Post, prefix.Post) == 0);
    }

    /// <summary><c>&gt;1.0</c> leaves out the post-releases of 1.0.</summary>
    private static bool IsPostOf(PypiParts version, PypiParts named) =>
        version.IsPost && !named.IsPost && !named.IsDev && SameRelease(version, named, dropped: 0, isWhole: true) && SamePhase(version, named);

    private static bool SamePhase(PypiParts left, PypiParts right) =>
        left.Phase == right.Phase && NumericText.Compare(left.PhaseNumber, right.PhaseNumber) == 0;

    /// <summary>Whether a release starts with the named one, less its last numbers, or is all of it; both padded with zeros.</summary>
    private static bool SameRelease(PypiParts version, PypiParts named, int dropped, bool isWhole = false)
    {
        if (NumericText.Compare(version.Epoch, named.Epoch) != 0)
        {
            return false;
        }

        var own = version.Release.Split('.');
        var left = named.Release.Count('.') + 1 - dropped;
        foreach (var range in named.Release.Split('.'))
        {
            if (left-- == 0)
            {
                return true;
            }

            var number = own.MoveNext() ? version.Release[own.Current] : [];
            if (NumericText.Compare(number, named.Release[range]) != 0)
            {
                return false;
            }
        }

        while (isWhole && own.MoveNext())
        {
            if (version.Release[own.Current].ContainsAnyExcept('0'))
            {
                return false;
            }
        }

        return true;
    }
}
