namespace Vigil.Cli;

/// <summary>Where <c>docker login</c> keeps credentials.</summary>
internal static class DockerLogin
{
    /// <summary><c>config.json</c> in <c>$DOCKER_CONFIG</c>, else in <c>~/.docker</c>.</summary>
    public static string ConfigPath => Path.Combine(
        Environment.GetEnvironmentVariable("DOCKER_CONFIG") is { Length: > 0 } directory
            ? directory
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker"),
        "config.json");
}
