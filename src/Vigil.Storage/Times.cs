namespace Vigil.Storage;

/// <summary>Times as they stand in columns: milliseconds since 1970, zero for none.</summary>
internal static class Times
{
    public static long Column(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds() ?? 0;

    public static DateTimeOffset Time(long column) => DateTimeOffset.FromUnixTimeMilliseconds(column);

    public static DateTimeOffset? TimeOrNone(long column) => column == 0 ? null : Time(column);

    /// <summary>The time as it comes back from a column.</summary>
    public static DateTimeOffset Now(TimeProvider clock) => Time(clock.GetUtcNow().ToUnixTimeMilliseconds());
}
