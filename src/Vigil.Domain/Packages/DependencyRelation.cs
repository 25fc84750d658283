namespace Vigil.Domain.Packages;

/// <summary>Who asked for a package. Ordered: of two words the greater counts.</summary>
public enum DependencyRelation
{
    /// <summary>The file does not tell.</summary>
    Unknown,

    /// <summary>Another package needs it.</summary>
    Transitive,

    /// <summary>The project names it.</summary>
    Direct,
}
