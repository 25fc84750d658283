namespace Vigil.Scanning.Sbom.Spdx;

/// <summary>The structure of an SPDX document, which is the same in its two spellings: fields of JSON are tags of tag-value.</summary>
internal abstract class SpdxOutput
{
    /// <summary>Opens the document: what stands before the packages.</summary>
    public abstract void BeginDocument(SpdxHeader header);

    /// <summary>Writes a package.</summary>
    public abstract void Package(SpdxPackage package);

    /// <summary>Opens the relationships.</summary>
    public abstract void BeginRelationships();

    /// <summary>Writes a relationship between two elements.</summary>
    public abstract void Relationship(string from, string type, string to);

    /// <summary>Closes the document.</summary>
    public abstract void EndDocument();
}

/// <summary>What a document says of itself.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Namespace">An address that nothing else has; nothing need be there.</param>
/// <param name="Created">When, as text.</param>
/// <param name="Tool">Name and version of the tool.</param>
internal sealed record SpdxHeader(string Name, string Namespace, string Created, string Tool);

/// <summary>A package of SPDX (https://spdx.github.io/spdx-spec/v2.3/package-information/). Empty members are left out.</summary>
internal sealed record SpdxPackage(string Id, string Name, string Version)
{
    /// <summary><c>Organization: …</c> or empty.</summary>
    public string Supplier { get; init; } = "";

    /// <summary>A licence expression; anything else that is stated goes to <see cref="LicenseComments"/>.</summary>
    public string LicenseDeclared { get; init; } = SpdxDocument.NoAssertion;

    /// <summary>The licence as the database states it, where that is no expression.</summary>
    public string LicenseComments { get; init; } = "";

    /// <summary>Where it was found.</summary>
    public string SourceInfo { get; init; } = "";

    /// <summary><c>CONTAINER</c>, <c>OPERATING-SYSTEM</c>, <c>LIBRARY</c>.</summary>
    public required string Purpose { get; init; }

    /// <summary>Package URL, or empty.</summary>
    public string Purl { get; init; } = "";

    /// <summary>Properties as lines.</summary>
    public string Comment { get; init; } = "";
}
