using System.Globalization;

namespace Vigil.Cli.Output.Reports;

/// <summary>The time that documents state. It is never that of the clock: the same input and generation give the same bytes.</summary>
internal static class ReportTime
{
    private const long EndOfTime = 253_402_300_800;

    /// <summary><c>$SOURCE_DATE_EPOCH</c> (seconds), the convention of reproducible builds; <see langword="null"/> when it is not set.</summary>
    public static DateTimeOffset? OfEnvironment =>
        long.TryParse(Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < EndOfTime
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
