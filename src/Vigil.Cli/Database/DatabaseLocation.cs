using System.CommandLine;

namespace Vigil.Cli.Database;

/// <summary>Where the advisories of this user lie.</summary>
internal static class DatabaseLocation
{
    /// <summary>Makes <c>--db</c>.</summary>
    public static Option<string?> Option() => new("--db")
    {
        Description = "Directory of the advisory database, or one generation file (default: $VIGIL_DB, else the user's data directory)",
        HelpName = "PATH",
    };

    /// <summary>The path the user named, else <c>$VIGIL_DB</c>, else <c>$XDG_DATA_HOME/vigil</c>, else <c>~/.local/share/vigil</c>.</summary>
    public static string Of(string? named)
    {
        if (!string.IsNullOrEmpty(named))
        {
            return named;
        }

        var variable = Environment.GetEnvironmentVariable("VIGIL_DB");
        return !string.IsNullOrEmpty(variable)
            ? variable
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "vigil");
    }
}
