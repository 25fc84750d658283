using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Vigil.Server.Hosting;

/// <summary>What can be measured and traced, under the name <c>Vigil</c>.</summary>
internal static class Telemetry
{
    public const string Name = "Vigil";

    private static readonly Meter Meter = new(Name);

    public static ActivitySource Source { get; } = new(Name);

    /// <summary>Time from the last byte of a request to the last of its answer, by operation.</summary>
    public static Histogram<double> CallDuration { get; } = Meter.CreateHistogram<double>("vigil.api.call.duration", "s", "Duration of calls that were answered.");

    /// <summary>Packages that came with inventories.</summary>
    public static Counter<long> PackagesSubmitted { get; } = Meter.CreateCounter<long>("vigil.submission.packages", "{package}", "Packages in submitted inventories.");
}
