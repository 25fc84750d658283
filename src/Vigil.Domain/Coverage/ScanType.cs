namespace Vigil.Domain.Coverage;

/// <summary>What a scan looks for. The numbers are stored and agree with <see cref="Findings.FindingType"/>.</summary>
public enum ScanType
{
    /// <summary>Flaws in packages.</summary>
    Package,

    /// <summary>Open network paths.</summary>
    Network,

    /// <summary>Weaknesses in code.</summary>
    Code,
}
