using Vigil.Domain;
using Vigil.Domain.Packages;
using Vigil.Domain.Purl;

namespace Vigil.Scanning.Ecosystems.Languages;

/// <summary>One package as a lock file states it.</summary>
/// <param name="Name">Its full name in the registry.</param>
/// <param name="Version">Its version; empty when only a commit or a folder is stated.</param>
internal readonly record struct LockedPackage(string Name, string Version)
{
    /// <summary>What it is needed for, where the file says so of the package itself.</summary>
    public DependencyScope Scope { get; init; }

    /// <summary>Groups that the file puts it in.</summary>
    public EquatableArray<string> Groups { get; init; } = [];

    /// <summary>Licence as stated.</summary>
    public string License { get; init; } = "";

    /// <summary>Further words of its package URL.</summary>
    public EquatableArray<PurlQualifier> Qualifiers { get; init; } = [];
}
