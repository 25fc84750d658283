namespace Vigil.Domain.Versions.Ranges;

/// <summary>How a version must stand to the bound of a <see cref="Comparator"/>.</summary>
public enum ComparatorOperator
{
    /// <summary><c>=</c></summary>
    Equal,

    /// <summary><c>!=</c></summary>
    NotEqual,

    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>&lt;=</c></summary>
    LessOrEqual,

    /// <summary><c>&gt;</c></summary>
    Greater,

    /// <summary><c>&gt;=</c></summary>
    GreaterOrEqual,
}

/// <summary>One comparison: <c>&gt;= 1.2.3</c>.</summary>
/// <param name="Operator">How the version must stand to the bound.</param>
/// <param name="Bound">A version of the scheme it is evaluated with.</param>
public readonly record struct Comparator(ComparatorOperator Operator, string Bound)
{
    /// <summary>Whether a version stands to the bound as demanded, in the order of <see cref="VersionScheme.CompareToBound"/>.</summary>
    public bool IsSatisfiedBy(VersionScheme scheme, ReadOnlySpan<char> version) => Accepts(scheme.CompareToBound(version, Bound));

    /// <summary>Whether the operator holds for a version that compares to the bound like <paramref name="order"/> to zero.</summary>
    public bool Accepts(int order) => Operator switch
    {
        ComparatorOperator.Equal => order == 0,
        ComparatorOperator.NotEqual => order != 0,
        ComparatorOperator.Less => order < 0,
        ComparatorOperator.LessOrEqual => order <= 0,
        ComparatorOperator.Greater => order > 0,
        _ => order >= 0,
    };

    /// <inheritdoc/>
    public override string ToString() => Operator switch
    {
        ComparatorOperator.Equal => "=",
        ComparatorOperator.NotEqual => "!=",
        ComparatorOperator.Less => "<",
        ComparatorOperator.LessOrEqual => "<=",
        ComparatorOperator.Greater => ">",
        _ => ">=",
    } + Bound;
}
