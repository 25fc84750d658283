namespace Vigil.Scanning.Estates;

/// <summary>A finding, which is a flaw in a resource, that another generation changes.</summary>
/// <param name="Resource">Number of the resource in its estate.</param>
/// <param name="Vulnerability">Number of the flaw in its estate.</param>
/// <param name="Kind">What happens to it.</param>
public readonly record struct FindingChange(int Resource, int Vulnerability, FindingChangeKind Kind);

/// <summary>What another generation does to a finding.</summary>
public enum FindingChangeKind
{
    /// <summary>No package of the resource had the flaw, now one has.</summary>
    Opened,

    /// <summary>No package of the resource has the flaw any more.</summary>
    Closed,

    /// <summary>Packages of the resource have the flaw before and after: others than before, or with another fix, state or advisory.</summary>
    Changed,
}
