using Vigil.Domain;
using Vigil.Domain.Coverage;
using Vigil.Domain.Findings;
using Vigil.Domain.Resources;

namespace Vigil.Storage;

/// <summary>What a scan that looks for something other than packages found on a resource: open paths, weaknesses in code.</summary>
/// <param name="Resource">What it is.</param>
/// <param name="ScanType">Type of scan.</param>
/// <param name="Contents">All that it found, each of the type of that scan and with a subject of its own. What is not among them is closed.</param>
public sealed record ContentSubmission(Resource Resource, ScanType ScanType, EquatableArray<FindingContent> Contents)
{
    /// <summary>How it was looked into, of machines.</summary>
    public ScanMode ScanMode { get; init; }
}
