using Vigil.Domain;
using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems.Languages;

namespace Vigil.Scanning.Ecosystems.Npm;

/// <summary>One folder of a project as its lock file states it.</summary>
/// <param name="location">Path from the project: <c>node_modules/a/node_modules/b</c>, <c>packages/mine</c>, empty for the project itself.</param>
internal sealed class NodeModule(string location)
{
    /// <summary>What every folder of an installed package starts with.</summary>
    public const string Folder = "node_modules/";

    private static readonly EquatableArray<string> Dev = ["dev"];
    private static readonly EquatableArray<string> Optional = ["optional"];
    private static readonly EquatableArray<string> DevAndOptional = ["dev", "optional"];

    public string Location { get; } = location;

    /// <summary>Name as stated; empty when it is that of the folder.</summary>
    public string Name { get; set; } = "";

    public string Version { get; set; } = "";

    /// <summary>Where a link leads; empty for all others.</summary>
    public string Target { get; set; } = "";

    public string License { get; set; } = "";

    public bool IsLink { get; set; }

    public bool IsDevelopment { get; set; }

    public bool IsOptional { get; set; }

    /// <summary>Whether the version may also be an alias, a file or a commit, as in version 1.</summary>
    public bool IsVersionOne { get; init; }

    /// <summary>Whether the file marks what is only there for development; otherwise that follows from who needs it.</summary>
    public bool IsMarked { get; init; } = true;

    /// <summary>The package, under its name in the registry.</summary>
    /// <param name="linkName">Name of a link to the folder, for members of a workspace.</param>
    /// <param name="names">Gives the name of the folder.</param>
    public LockedPackage ToPackage(string? linkName, NameSet names)
    {
        var (name, version) = (Name.Length > 0 ? Name : linkName ?? names.Get(FolderName()), Version);
        if (IsVersionOne)
        {
            (name, version) = NpmSpecifier.Resolve(name, version);
        }

        return new LockedPackage(name, version)
        {
            License = License,
            Scope = IsDevelopment ? DependencyScope.Development : IsMarked ? DependencyScope.Runtime : DependencyScope.Unknown,
            Groups = (IsDevelopment, IsOptional) switch
            {
                (true, true) => DevAndOptional,
                (true, false) => Dev,
                (false, true) => Optional,
                _ => [],
            },
        };
    }

    // the last segment, with the scope before it
    private ReadOnlySpan<char> FolderName()
    {
        var at = Location.LastIndexOf('/');
        var scope = at > 0 ? Location.LastIndexOf('/', at - 1) + 1 : 0;
        return Location.AsSpan(at > 0 && Location[scope] == '@' ? scope : at + 1);
    }
}
