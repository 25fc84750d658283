using Vigil.Domain.Packages;
using Vigil.Scanning.Artifacts;
using Vigil.Scanning.Ecosystems;
using Vigil.Scanning.Ecosystems.Joining;
using Vigil.Scanning.Extraction;

namespace Vigil.Cli.Agent;

/// <summary>Takes the inventory of this host: packages of the system, those of languages in some directories, the running kernel, listening sockets.</summary>
/// <param name="root">The root file system of the host.</param>
internal sealed class HostInspection(string root)
{
    /// <summary>Where packages of languages are always looked for (spec §2).</summary>
    public static IReadOnlyList<string> UsualPaths { get; } = ["/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/local/lib64"];

    /// <summary>Takes it.</summary>
    /// <param name="languagePaths">Where to look for packages of languages.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<Inventory> RunAsync(IReadOnlyCollection<string> languagePaths, CancellationToken cancellation)
    {
        await using var source = ArtifactSource.OpenHost(root);
        var view = await new ArtifactScanner(EcosystemCatalog.HostExtractors(languagePaths), ScanLimits.Default).ScanAsync(source, progress: null, cancellation);
        return InventoryBuilder.Build(view);
    }
}
