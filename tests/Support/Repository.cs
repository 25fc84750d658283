namespace Vigil.Tests.Support;

/// <summary>Where the checkout is, and the data that stands beside it on a developer's machine and in CI.</summary>
public static class Repository
{
    /// <summary>The folder of <c>Vigil.slnx</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The folder <c>shared</c> beside the checkout, or <see langword="null"/> on a machine without it.</summary>
    public static string? Shared { get; } = FindShared();

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Vigil.slnx")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new InvalidOperationException("The tests run outside the checkout: no Vigil.slnx above them.");
    }

    private static string? FindShared()
    {
        var named = Environment.GetEnvironmentVariable("VIGIL_SHARED");
        if (!string.IsNullOrEmpty(named))
        {
            return named;
        }

        // a worktree may lie deeper than the main checkout, so look upwards
        for (var directory = new DirectoryInfo(Root).Parent; directory is not null; directory = directory.Parent)
        {
            var candidate = Path.Combine(directory.FullName, "shared");
            if (Directory.Exists(Path.Combine(candidate, "conformance")))
            {
                return candidate;
            }
        }

        return null;
    }
}
