using System.Collections.Immutable;

namespace Vigil.Scanning.Vex;

/// <summary>What somebody who knows a product says of a flaw in it, in the words of OpenVEX.</summary>
public enum VexStatus
{
    /// <summary>The product does not have the flaw, or it cannot be reached.</summary>
    NotAffected,

    /// <summary>It has it, and something is to be done.</summary>
    Affected,

    /// <summary>It had it, and this version has not.</summary>
    Fixed,

    /// <summary>Not known yet.</summary>
    UnderInvestigation,
}

/// <summary>One statement of a VEX document.</summary>
/// <param name="Source">The document, for people.</param>
/// <param name="Vulnerabilities">Names of the flaw; any of them is it.</param>
/// <param name="Products">What it is about; any of them.</param>
/// <param name="Status">What is said.</param>
/// <param name="Reason">Justification and further words, or empty.</param>
/// <param name="Time">When it was said; of two statements about the same the later counts.</param>
public sealed record VexStatement(
    string Source,
    ImmutableArray<string> Vulnerabilities,
    ImmutableArray<VexProduct> Products,
    VexStatus Status,
    string Reason,
    DateTimeOffset Time);

/// <summary>What a statement is about.</summary>
/// <param name="Identities">Package URLs, digests and other names of the product; any of them is it.</param>
/// <param name="Components">Package URLs of the parts that are meant; empty for the product as a whole.</param>
public sealed record VexProduct(ImmutableArray<string> Identities, ImmutableArray<string> Components);
