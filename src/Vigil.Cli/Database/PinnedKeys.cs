using System.CommandLine;
using Vigil.Advisories.Signing;

namespace Vigil.Cli.Database;

/// <summary>The public keys without whose signature no generation from elsewhere is taken.</summary>
internal static class PinnedKeys
{
    /// <summary>Makes <c>--key</c>.</summary>
    public static Option<string?> Option() => new("--key")
    {
        Description = $"Take only what a public key of this file signed (default: $VIGIL_DB_KEY, else {TrustedKeys.FileName} in the database)",
        HelpName = "FILE",
    };

    /// <summary>The keys of the file the user named, else of <c>$VIGIL_DB_KEY</c>, else of <c>trusted.pub</c> beside the generations.</summary>
    /// <returns><see langword="null"/> when no key is pinned.</returns>
    /// <exception cref="FormatException">A file was named and is not there, or holds no public keys.</exception>
    public static TrustedKeys? Of(string? named, string database)
    {
        var path = string.IsNullOrEmpty(named) ? Environment.GetEnvironmentVariable("VIGIL_DB_KEY") : named;
        return string.IsNullOrEmpty(path) ? TrustedKeys.PinnedIn(database) : TrustedKeys.Parse(KeyFile.Read(path));
    }
}
