namespace Vigil.Cli;

/// <summary>The one place where the command line asks for the date: support of releases ends on days.</summary>
internal static class Today
{
    /// <summary>The day in UTC.</summary>
    public static DateOnly Utc => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
}
