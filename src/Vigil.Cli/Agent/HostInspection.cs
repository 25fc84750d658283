using Vigil.Domain.Diagnostics;
using Vigil.Domain.Packages;
using Vigil.Scanning.Artifacts;
using Vigil.Scanning.Ecosystems;
using Vigil.Scanning.Ecosystems.Joining;
using Vigil.Scanning.Extraction;

namespace Vigil.Cli.Agent;

/// <summary>Takes the inventory of this host: packages of the system, those of languages in some directories, the running kernel, listening sockets.</summary>
/// <param name="root">The root file system of the host.</param>
/// <param name="clock">The time.</param>
internal sealed class HostInspection(string root, TimeProvider clock)
{
    /// <summary>Where packages of languages are always looked for (spec §2).</summary>
    public static IReadOnlyList<string> UsualPaths { get; } = ["/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/local/lib64"];

    /// <summary>Takes it.</summary>
    /// <param name="languagePaths">Where to look for packages of languages.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<Inventory> RunAsync(IReadOnlyCollection<string> languagePaths, CancellationToken cancellation)
    {
        var budget = new LanguageBudget(clock);
        var local = languagePaths.Where(IsLocal).ToList();
        await using var source = ArtifactSource.OpenHost(root);
        var view = await new ArtifactScanner(EcosystemCatalog.HostExtractors(local, budget), ScanLimits.Default).ScanAsync(source, progress: null, cancellation);
        return InventoryBuilder.Build(view with
        {
            Diagnostics =
            [
                .. view.Diagnostics,
                .. languagePaths.Except(local).Select(path => new Diagnostic(ArtifactCodes.MountSkipped, path, "It lies on another machine, and was not looked into.")),
                .. budget.Reached is { } reached ? [reached] : (Diagnostic[])[],
            ],
        });
    }

    // what a file server holds is its own to report, and not to be read by every host that mounts it
    private bool IsLocal(string path) => new DriveInfo(Path.Join(root, path)).DriveType != DriveType.Network;
}
