namespace Vigil.Domain.Versions.Ranges;

/// <summary>How leniently a constraint is read and applied. Syntaxes without such a choice ignore it.</summary>
[Flags]
public enum ConstraintOptions
{
    /// <summary>As the specification of the syntax says.</summary>
    None = 0,

    /// <summary>Versions may deviate from the strict grammar (<c>loose</c> of node-semver).</summary>
    Loose = 1,

    /// <summary>Pre-releases count like any other version (<c>includePrerelease</c> of node-semver).</summary>
    IncludePrerelease = 2,
}
