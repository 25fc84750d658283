using System.Collections.Immutable;

namespace Vigil.Scanning.Sbom;

/// <summary>What a component of a bill of materials is.</summary>
internal enum SbomComponentKind
{
    /// <summary>The thing that the document describes.</summary>
    Artifact,

    /// <summary>The distribution in it.</summary>
    OperatingSystem,

    /// <summary>A package.</summary>
    Package,
}

/// <summary>One entry of a bill of materials, in no format: what writers write and readers read.</summary>
internal sealed record SbomComponent
{
    /// <summary>What it is.</summary>
    public required SbomComponentKind Kind { get; init; }

    /// <summary>What other entries of the document call it.</summary>
    public required string Ref { get; init; }

    /// <summary>Name for people.</summary>
    public required string Name { get; init; }

    /// <summary>Version, or empty.</summary>
    public string Version { get; init; } = "";

    /// <summary>Package URL as written, or empty.</summary>
    public string Purl { get; init; } = "";

    /// <summary>Licence as stated, or empty.</summary>
    public string License { get; init; } = "";

    /// <summary>Who supplies it, or empty.</summary>
    public string Supplier { get; init; } = "";

    /// <summary>One line on what it is, or empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>Whether it is only there to develop or test the artifact.</summary>
    public bool IsDevelopment { get; init; }

    /// <summary>Files that told of it.</summary>
    public ImmutableArray<string> Locations { get; init; } = [];

    /// <summary>What the format has no member for.</summary>
    public ImmutableArray<SbomProperty> Properties { get; init; } = [];
}

/// <summary>A name and a value, as CycloneDX has them. Vigil's own names begin with <c>vigil:</c>.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value.</param>
internal readonly record struct SbomProperty(string Name, string Value);
