using Microsoft.Extensions.Options;
using Vigil.Advisories.Compilation;
using Vigil.Advisories.Distribution;
using Vigil.Advisories.Signing;
using Vigil.Domain.Diagnostics;
using Vigil.Scanning.Artifacts;
using Vigil.Scanning.Artifacts.Registries;
using Vigil.Server.Hosting;
using Vigil.Server.Sources;

namespace Vigil.Server.Advisories;

/// <summary>Takes the generation that lies in a registry, as <c>vigil db pull</c> does: by deltas where it can, and on from what came before a failure.</summary>
internal sealed class FeedPull(IOptions<FeedOptions> feeds, IOptions<ServerOptions> server, TimeProvider clock)
{
    private readonly FeedOptions _feeds = feeds.Value;

    /// <summary>Pulls. When nothing is new that costs a manifest; whatever fails, the generation in use stays.</summary>
    public Task<PullReport> RunAsync(CancellationToken stopping) => Deadline.RunAsync(clock, PullAsync, stopping);

    private async Task<PullReport> PullAsync(CancellationToken cancellation)
    {
        var directory = server.Value.EffectiveAdvisories;
        Directory.CreateDirectory(directory);
        var keys = _feeds.PullKey.Length > 0 ? TrustedKeys.Parse(KeyFile.Read(_feeds.PullKey)) : TrustedKeys.PinnedIn(directory);
        var options = new ImageOptions { Insecure = _feeds.Insecure, DockerConfigPath = _feeds.DockerConfig.Length > 0 ? _feeds.DockerConfig : null, Time = clock };
        var doubts = new List<Diagnostic>();
        using var repository = await RegistryRepository.OpenAsync(RegistryRepository.ParseAddress(_feeds.Pull), mayWrite: false, options, doubts, cancellation);
        return doubts.Find(doubt => !doubt.Code.IsNotice) is { } fault
            ? throw new DistributionException(fault.Message)
            : await new GenerationPull(repository, new Generations(directory), keys, clock).RunAsync(allowOlder: false, cancellation);
    }
}
