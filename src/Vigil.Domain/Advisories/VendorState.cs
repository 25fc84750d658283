namespace Vigil.Domain.Advisories;

/// <summary>What a source says of a package and a flaw.</summary>
/// <remarks>A statement that a package is not affected is a row like any other: it outweighs a range of a less specific source.</remarks>
public enum VendorState
{
    /// <summary>Affected within the ranges; fixed where a range ends with a fixed version.</summary>
    Affected,

    /// <summary>Expressly not affected.</summary>
    NotAffected,

    /// <summary>Affected, and the vendor will not fix it.</summary>
    WillNotFix,

    /// <summary>Affected, and the fix is postponed.</summary>
    Deferred,

    /// <summary>Affected, and a fix is on its way but not out.</summary>
    FixPending,

    /// <summary>The vendor has not decided whether it is affected.</summary>
    UnderInvestigation,

    /// <summary>The release gets no more statements; affected as far as is known.</summary>
    EndOfLife,
}
