using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Vigil.Server.Work;

/// <summary>How much is done at once. Described in <c>docs/operations/server.md</c>.</summary>
internal sealed class WorkOptions
{
    public const string Section = "Vigil:Work";

    /// <summary>
    /// Most work at a time, of each process; zero for one a processor but for one, which is left to those who wait for an answer. One place more is kept for work that
    /// somebody waits for.
    /// </summary>
    [Range(0, 256)]
    public int Parallel { get; init; }

    /// <summary>Seconds after which the work of a process that is not heard of is due again.</summary>
    [Range(2, 600)]
    public int LeaseSeconds { get; init; } = 10;

    public int EffectiveParallel => Parallel > 0 ? Parallel : Math.Max(1, Environment.ProcessorCount - 1);

    public TimeSpan Lease => TimeSpan.FromSeconds(LeaseSeconds);
}

[OptionsValidator]
internal sealed partial class WorkOptionsValidator : IValidateOptions<WorkOptions>;
