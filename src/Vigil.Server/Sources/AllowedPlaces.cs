using Microsoft.Extensions.Options;

namespace Vigil.Server.Sources;

/// <summary>The directories of this machine that sources may look into: what the operator allows, with all links followed, and nothing else.</summary>
internal sealed class AllowedPlaces(IOptions<SourceOptions> options)
{
    /// <summary>Where a path leads when it is allowed.</summary>
    /// <param name="path">The path as the account gave it.</param>
    /// <returns><see langword="null"/> when it is no directory, or leads out of all that is allowed.</returns>
    public string? Find(string path)
    {
        if (!Path.IsPathRooted(path) || RealPath(path) is not { } real || !Directory.Exists(real))
        {
            return null;
        }

        return options.Value.RootList.Select(RealPath).Any(root => root is not null && IsWithin(real, root)) ? real : null;
    }

    /// <summary>Whether a path is a directory or below it.</summary>
    public static bool IsWithin(string path, string directory) =>
        path == directory || path.StartsWith(directory.EndsWith('/') ? directory : directory + "/", StringComparison.Ordinal);

    /// <summary>A path without links; <see langword="null"/> when there is nothing, or the links run in a circle.</summary>
    public static string? RealPath(string path)
    {
        try
        {
            var real = "/";
            var followed = 0;
            var rest = new Stack<string>(Path.GetFullPath(path).Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse());
            while (rest.TryPop(out var part))
            {
                var next = Path.GetFullPath(Path.Combine(real, part));
                if (new FileInfo(next).LinkTarget is not { } target)
                {
                    real = next;
                    continue;
                }

                if (++followed > 40)
                {
                    return null;
                }

                real = target.StartsWith('/') ? "/" : real;
                foreach (var step in target.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
                {
                    rest.Push(step);
                }
            }

            return Path.Exists(real) ? real : null;
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
