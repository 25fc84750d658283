
namespace Vigil.Scanning.Ecosystems.OperatingSystems;

/// <summary>Tells which operating system an artifact carries.</summary>
internal static class OperatingSystemIdentity
{
    /// <summary>Decides by os-release(5), else by the older release files, else by a bare BusyBox.</summary>
    /// <param name="files">Text of the files of <see cref="IdentityPaths"/> that are there, by path.</param>
    /// <returns>
    /// The system; for an unknown distribution its <c>ID</c> stands for the ecosystem; for BusyBox alone the ecosystem is empty;
    /// <see langword="null"/> for a scratch image.
    /// </returns>
    public static OperatingSystem? Identify(IReadOnlyDictionary<string, string> files)
    {
        if (Release(files) is not var (release, path))
        {
            return Array.Find(IdentityPaths.BusyBox, files.ContainsKey) is { } program
                ? new OperatingSystem
                {
                    Ecosystem = "",
                    Id = "busybox",
                    PrettyName = "BusyBox without a distribution",
                    Evidence = program,
                }
                : null;
        }

        var distribution = Distributions.Of(release);
        return new OperatingSystem
        {
            Ecosystem = distribution?.Ecosystem ?? release.Id,
            Release = IsEdge(release, files) ? "edge" : distribution?.Release(release) ?? release.VersionId,
            Id = release.Id,
            VersionId = release.VersionId,
            PrettyName = release.PrettyName,
            Codename = release.VersionCodename,
            Entitlements = Entitlements.Find(release.Id, files),
            Evidence = path,
        };
    }

    private static (OsRelease Release, string Path)? Release(IReadOnlyDictionary<string, string> files)
    {
        foreach (var path in IdentityPaths.OsRelease)
        {
            if (files.TryGetValue(path, out var text) && OsRelease.Parse(text) is { Id.Length: > 0 } release)
            {
                return (Completed(release, files), path);
            }
        }

        return OlderReleaseFiles.Find(files);
    }

    // Debian testing and unstable state no VERSION_ID; debian_version names the release they will become.
    private static OsRelease Completed(OsRelease release, IReadOnlyDictionary<string, string> files) =>
        release is { Id: "debian", VersionId: "", VersionCodename: "" } && files.TryGetValue(IdentityPaths.DebianVersion, out var version)
            ? release with { VersionCodename = OlderReleaseFiles.DebianCodename(version.Trim()) }
            : release;

    // A system that follows edge may still carry the os-release of the branch it was installed from.
    private static bool IsEdge(OsRelease release, IReadOnlyDictionary<string, string> files) =>
        release.Id == "alpine"
        && files.TryGetValue(IdentityPaths.AlpineRepositories, out var repositories)
        && repositories.Split('\n').Any(line => !line.TrimStart().StartsWith('#') && line.TrimEnd().EndsWith("/edge/main", StringComparison.Ordinal));
}
