namespace Vigil.Domain.Packages;

/// <summary>What a package is needed for. Ordered: of two words the greater counts.</summary>
public enum DependencyScope
{
    /// <summary>The file does not tell.</summary>
    Unknown,

    /// <summary>Only to develop, build or test the project.</summary>
    Development,

    /// <summary>To run it.</summary>
    Runtime,
}
