using Vigil.Domain.Diagnostics;

namespace Vigil.Scanning.Artifacts.Registries;

/// <summary>One repository of a registry: where its API is, and who asks.</summary>
internal sealed record RegistryConnection(RegistryRequests Requests, Uri Repository) : IDisposable
{
    /// <summary>What one may ask to be allowed.</summary>
    public const string Pull = "pull", PullAndPush = "pull,push";

    /// <summary>Finds out how the registry is spoken to. Nothing is asked of it yet, but whether it speaks TLS where that may be doubted.</summary>
    /// <param name="reference">Names the registry and the repository.</param>
    /// <param name="actions">What is to be allowed.</param>
    /// <param name="options">Credentials and transport.</param>
    /// <param name="diagnostics">Told of credentials that could not be used.</param>
    /// <param name="cancellation">Stops.</param>
    public static async Task<RegistryConnection> OpenAsync(
        ImageReference reference, string actions, ImageOptions options, ICollection<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        var credentials = options.Credentials
            ?? (options.DockerConfigPath is null ? null : DockerConfig.Find(options.DockerConfigPath, reference.Registry, diagnostics));
        var requests = new RegistryRequests($"repository:{reference.Repository}:{actions}", credentials, options.Insecure, options.Time);
        try
        {
            return new RegistryConnection(requests, new Uri(await RootOfAsync(requests, reference.Registry, options.Insecure, cancellation), $"{reference.Repository}/"));
        }
        catch
        {
            requests.Dispose();
            throw;
        }
    }

    /// <summary>Where the API of a registry is.</summary>
    public static async Task<Uri> RootOfAsync(RegistryRequests requests, string registry, bool insecure, CancellationToken cancellation)
    {
        // the name of Docker Hub is not where its API is
        var host = registry == "docker.io" ? "registry-1.docker.io" : registry;
        var scheme = insecure && !await requests.SpeaksTlsAsync(new Uri($"https://{host}/v2/"), cancellation) ? "http" : "https";
        return new Uri($"{scheme}://{host}/v2/");
    }

    /// <inheritdoc/>
    public void Dispose() => Requests.Dispose();
}
