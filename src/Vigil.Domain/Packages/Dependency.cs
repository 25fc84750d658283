namespace Vigil.Domain.Packages;

/// <summary>How a project came to a package, as far as its files tell.</summary>
public sealed record Dependency
{
    /// <summary>Longest <see cref="Path"/> that is kept; a longer one is left out, as nobody would read it.</summary>
    public const int MaxPathLength = 24;

    /// <summary>Nothing is told.</summary>
    public static Dependency Unknown { get; } = new();

    /// <summary>Whether the project asked for the package itself.</summary>
    public DependencyRelation Relation { get; init; }

    /// <summary>What the package is needed for.</summary>
    public DependencyScope Scope { get; init; }

    /// <summary>Groups that the file puts the package in, as it names them (<c>dev</c>, <c>optional</c>, <c>test</c>), ordinal order; empty for the main one.</summary>
    public EquatableArray<string> Groups { get; init; } = [];

    /// <summary>
    /// The packages between the project and this one, <c>name@version</c>, the one that the project asked for first; empty for a direct dependency, and where
    /// the file does not tell.
    /// </summary>
    public EquatableArray<string> Path { get; init; } = [];

    /// <summary>What two places tell of one package: the stronger word counts, a shorter path is the better explanation.</summary>
    public Dependency And(Dependency other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other == Unknown || other == this)
        {
            return this;
        }

        if (this == Unknown)
        {
            return other;
        }

        var relation = Relation > other.Relation ? Relation : other.Relation;
        return new Dependency
        {
            Relation = relation,
            Scope = Scope > other.Scope ? Scope : other.Scope,
            Groups = Scope != other.Scope ? (Scope > other.Scope ? this : other).Groups : [.. Groups.Union(other.Groups).Order(StringComparer.Ordinal)],
            Path = relation == DependencyRelation.Direct ? [] : Shorter(Path, other.Path),
        };
    }

    private static EquatableArray<string> Shorter(EquatableArray<string> left, EquatableArray<string> right) =>
        left.IsEmpty || (right.Count > 0 && right.Count < left.Count) ? right : left;
}
