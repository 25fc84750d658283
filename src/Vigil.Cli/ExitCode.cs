namespace Vigil.Cli;

/// <summary>What the process tells its caller; documented in <c>docs/cli.md</c>.</summary>
internal static class ExitCode
{
    /// <summary>Done, and nothing reached the gate.</summary>
    public const int Success = 0;

    /// <summary>Done, and at least one finding reached <c>--fail-on</c>.</summary>
    public const int GateReached = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>The artifact could not be opened at all.</summary>
    public const int ArtifactUnreadable = 3;

    /// <summary>Done, but parts of the artifact could not be read: findings may be missing.</summary>
    public const int Partial = 4;

    /// <summary>The advisory database is missing, damaged, of another version, or not signed by whom it must be.</summary>
    public const int Database = 5;

    /// <summary>A download failed; what was there before is still in use.</summary>
    public const int Download = 6;

    /// <summary>The server does not know the key of this host any more: it was revoked.</summary>
    public const int Revoked = 7;

    /// <summary>A fault in Vigil itself.</summary>
    public const int Internal = 70;

    /// <summary>Stopped by the user.</summary>
    public const int Interrupted = 130;
}
