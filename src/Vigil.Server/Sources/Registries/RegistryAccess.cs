using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Vigil.Scanning.Artifacts;
using Vigil.Scanning.Artifacts.Registries;
using Vigil.Scanning.Extraction.Caching;
using Vigil.Server.Hosting;
using Vigil.Server.Work;

namespace Vigil.Server.Sources.Registries;

/// <summary>How the registries of sources are spoken to: by whom, how fast, and with what is known of layers.</summary>
internal sealed class RegistryAccess(SourceShelf shelf, IOptions<ServerOptions> server, IOptions<SourceOptions> options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<(string Source, int Rate), BandwidthLimit> _limits = new();

    /// <summary>What the layers of all images gave; <see langword="null"/> when that is not kept.</summary>
    public LayerCache? Cache { get; } = options.Value.CacheMebibytes == 0
        ? null
        : new LayerCache(Path.Combine(server.Value.Data, "layers"), (long)options.Value.CacheMebibytes << 20, clock);

    /// <summary>The options for images of a source.</summary>
    /// <exception cref="WorkException">Its secret cannot be opened.</exception>
    public ImageOptions OptionsOf(OpenSource source)
    {
        var setup = source.Setup;
        try
        {
            return new ImageOptions
            {
                Insecure = setup.IsInsecure,
                Credentials = setup.User.Length > 0 ? new RegistryCredentials(setup.User, shelf.SecretOf(source)) : null,
                Cache = Cache,
                Bandwidth = setup.MebibytesPerSecond > 0
                    ? _limits.GetOrAdd((source.ToString(), setup.MebibytesPerSecond), key => new BandwidthLimit((long)key.Rate << 20, clock))
                    : null,
                Time = clock,
            };
        }
        catch (CryptographicException fault)
        {
            throw new WorkException("the password was sealed by the key of another installation: put it again", fault);
        }
    }
}
