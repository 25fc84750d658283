using Vigil.Domain.Diagnostics;

namespace Vigil.Scanning.Sbom;

/// <summary>What can go wrong when a bill of materials is read, 1600 to 1629.</summary>
public static class SbomCodes
{
    /// <summary>The document is broken from some place on; what came before was read.</summary>
    public static readonly DiagnosticCode DocumentDamaged = new(1600);

    /// <summary>A component names itself by a text that is no package URL.</summary>
    public static readonly DiagnosticCode PackageUrlInvalid = new(1601);

    /// <summary>A component has no package URL, so that nothing can be looked up for it.</summary>
    public static readonly DiagnosticCode NoPackageUrl = new(1602, IsNotice: true);

    /// <summary>The document has more components than are read.</summary>
    public static readonly DiagnosticCode TooManyComponents = new(1603);

    /// <summary>The document lists no package at all, so that nothing was matched.</summary>
    public static readonly DiagnosticCode NothingListed = new(1604);
}
