using System.Collections.Immutable;
using System.Text;
using Vigil.Domain.Filters;
using Vigil.Domain.Findings.LifeCycle;

namespace Vigil.Domain.Coverage;

/// <summary>Words and meaning of the enumerations of coverage.</summary>
public static class CoverageWords
{
    /// <summary>Of <see cref="ScanType"/>.</summary>
    public static Words<ScanType> Type { get; } = new(type => type.ToString().ToUpperInvariant());

    /// <summary>Of <see cref="ScanMode"/>; resources that are no machines have an empty one.</summary>
    public static Words<ScanMode> Mode { get; } = new(mode => mode switch
    {
        ScanMode.None => "",
        ScanMode.AgentBased => "EC2_SSM_AGENT_BASED",
        ScanMode.Agentless => "EC2_AGENTLESS",
        ScanMode.InspectorAgentBased => "EC2_INSPECTOR_AGENT_BASED",
        _ => throw new ArgumentOutOfRangeException(nameof(mode)),
    });

    /// <summary>Of <see cref="ScanStatusReason"/>.</summary>
    public static Words<ScanStatusReason> Reason { get; } = new(reason => InCapitals(reason.ToString()));

    /// <summary>The two status codes: inactive, active.</summary>
    public static ImmutableArray<string> StatusCodes { get; } = ["INACTIVE", "ACTIVE"];

    /// <summary>Whether a resource is watched.</summary>
    public static bool IsActive(ScanStatusReason reason) => reason <= ScanStatusReason.DeepInspectionNoInventory;

    /// <summary>Why the findings of a resource close when it gets a status; <see langword="null"/> when they stay.</summary>
    /// <remarks>What merely cannot be looked at for the time being keeps its findings.</remarks>
    public static ClosedReason? Closes(ScanStatusReason reason) => reason switch
    {
        ScanStatusReason.ResourceTerminated => ClosedReason.ResourceDeleted,
        ScanStatusReason.PendingDisable => ClosedReason.ScanningDisabled,
        ScanStatusReason.ExcludedByTag or ScanStatusReason.ScanEligibilityExpired or ScanStatusReason.ImageArchived
            or ScanStatusReason.ScanFrequencyManual => ClosedReason.ResourceNotEligible,
        _ => null,
    };

    // the words of the API are the names in capitals: EC2_INSTANCE_STOPPED
    private static string InCapitals(string name)
    {
        var word = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && word.Length > 0)
            {
                word.Append('_');
            }

            word.Append(char.ToUpperInvariant(letter));
        }

        return word.ToString();
    }
}
