namespace Vigil.Domain.Purl;

/// <summary>A package URL (ECMA-427), in canonical form.</summary>
public sealed record PackageUrl
{
    /// <summary>Type in lower case: <c>deb</c>, <c>npm</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Namespace segments joined by <c>/</c>, decoded; empty when absent.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>Name, decoded.</summary>
    public required string Name { get; init; }

    /// <summary>Version, decoded; empty when absent.</summary>
    public string Version { get; init; } = "";

    /// <summary>Qualifiers sorted by key, without empty values.</summary>
    public EquatableArray<PurlQualifier> Qualifiers { get; init; } = [];

    /// <summary>Path inside the package; empty when absent.</summary>
    public string Subpath { get; init; } = "";
}
