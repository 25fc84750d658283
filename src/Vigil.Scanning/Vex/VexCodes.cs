using Vigil.Domain.Diagnostics;

namespace Vigil.Scanning.Vex;

/// <summary>What is worth knowing of VEX documents, 1630 to 1649.</summary>
public static class VexCodes
{
    /// <summary>A statement is about a flaw that was found, and about no product or package that is here.</summary>
    public static readonly DiagnosticCode ProductNotHere = new(1630, IsNotice: true);

    /// <summary>Statements are about flaws that were not found.</summary>
    public static readonly DiagnosticCode FlawNotFound = new(1631, IsNotice: true);

    /// <summary>Nothing that is attached to the image in its registry is VEX.</summary>
    public static readonly DiagnosticCode NothingAttached = new(1632, IsNotice: true);
}
