namespace Vigil.Scanning.Ecosystems.Java.Poms;

/// <summary>What one <c>pom.xml</c> states, with its variables as written.</summary>
internal sealed record PomProject
{
    /// <summary>Group; empty where the parent's counts.</summary>
    public string Group { get; init; } = "";

    /// <summary>Artifact.</summary>
    public string Artifact { get; init; } = "";

    /// <summary>Version; empty where the parent's counts.</summary>
    public string Version { get; init; } = "";

    /// <summary>The project that this one inherits from; its members are empty when there is none.</summary>
    public MavenCoordinate Parent { get; init; } = new("", "", "");

    /// <summary>Where the parent lies, from the folder of this file; a folder stands for the <c>pom.xml</c> in it.</summary>
    public string ParentPath { get; init; } = "../pom.xml";

    /// <summary>Variables.</summary>
    public required IReadOnlyDictionary<string, string> Properties { get; init; }

    /// <summary>What the project needs, with what profiles add that are active unless another is chosen.</summary>
    public required IReadOnlyList<PomDependency> Dependencies { get; init; }

    /// <summary>Versions and scopes for dependencies that do not state them.</summary>
    public required IReadOnlyList<PomDependency> Managed { get; init; }

    /// <summary>The coordinate as far as this file alone tells it.</summary>
    public MavenCoordinate OwnCoordinate()
    {
        var own = new MavenCoordinate(Group.Length > 0 ? Group : Parent.Group, Artifact, Version.Length > 0 ? Version : Parent.Version);
        var variables = new PomVariables([this]);
        return new MavenCoordinate(variables.Expand(own.Group), variables.Expand(own.Artifact), variables.Expand(own.Version));
    }
}

/// <summary>A dependency, with its variables as written.</summary>
/// <param name="Group">Group.</param>
/// <param name="Artifact">Artifact.</param>
/// <param name="Version">Version, range, or empty where the management of dependencies states it.</param>
/// <param name="Scope">Scope as written; empty for <c>compile</c>.</param>
/// <param name="Type">Type as written; empty for <c>jar</c>.</param>
/// <param name="IsOptional">Whether users of the project do without it.</param>
internal readonly record struct PomDependency(string Group, string Artifact, string Version, string Scope, string Type, bool IsOptional)
{
    /// <summary>Whether its management of dependencies is taken over, of all that it holds.</summary>
    public bool IsImport => Scope == "import" && Type == "pom";
}
