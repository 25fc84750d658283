namespace Vigil.Domain.Findings;

/// <summary>Whether the affected packages of a finding have a fixed version (spec §8.5).</summary>
public enum FixAvailable
{
    /// <summary>None has.</summary>
    No,

    /// <summary>Some have.</summary>
    Partial,

    /// <summary>All have.</summary>
    Yes,
}
