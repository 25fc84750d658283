using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Vigil.Server.Hosts;

/// <summary>When a host that says nothing counts as not watched. Described in <c>docs/operations/agent.md</c>.</summary>
internal sealed class SilenceOptions
{
    public const string Section = "Vigil:Hosts";

    /// <summary>Hours without a word from its agent after which what a host reported counts as stale. Seven days, as with the original.</summary>
    [Range(1, 24 * 365)]
    public int StaleAfterHours { get; init; } = 24 * 7;

    /// <summary>Hours after its enrolment within which a host should have reported its packages.</summary>
    [Range(1, 24 * 365)]
    public int InventoryWithinHours { get; init; } = 1;

    /// <summary>Seconds between two words of an agent, and so the longest that an inventory that somebody asks for is waited for.</summary>
    [Range(5, 3600)]
    public int ReportSeconds { get; init; } = 60;
}

[OptionsValidator]
internal sealed partial class SilenceOptionsValidator : IValidateOptions<SilenceOptions>;
