using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Vigil.Scanning.Artifacts;
using Vigil.Scanning.Artifacts.Registries;

namespace Vigil.Tests.Artifacts.Registries;

/// <summary>Registries keep layers elsewhere and redirect to them: a server that asks for a password, and one that must never see it.</summary>
public sealed class RegistryRedirectTests : IDisposable
{
    private readonly Server _registry = new();
    private readonly Server _storage = new();
    private readonly RegistryRequests _requests;

    public RegistryRedirectTests() => _requests = new("repository:team/app:pull", new RegistryCredentials("reader", "secret"), insecure: true, TimeProvider.System);

    public void Dispose()
    {
        _requests.Dispose();
        _registry.Dispose();
        _storage.Dispose();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_layer_is_fetched_from_where_the_registry_keeps_it_without_the_password(int status)
    {
        _registry.Answer = request => request.Headers["Authorization"] is null ? (401, "") : (status, _storage.Address + "layer");
        _storage.Answer = _ => (200, "the layer");

        using var response = await _requests.GetAsync(new Uri(_registry.Address + "v2/team/app/blobs/x"), ["*/*"], Cancellation);

        Assert.Equal("the layer", await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal([""], _storage.Authorizations);
        Assert.StartsWith("Basic ", _registry.Authorizations.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_within_the_registry_keeps_the_password()
    {
        _registry.Answer = request => request.Headers["Authorization"] is null ? (401, "")
            : request.Url!.AbsolutePath.EndsWith("/there", StringComparison.Ordinal) ? (200, "here")
            : (307, "/there");

        using var response = await _requests.GetAsync(new Uri(_registry.Address + "v2/team/app/blobs/x"), ["*/*"], Cancellation);

        Assert.Equal("here", await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Theory]
    [InlineData("/again")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://127.0.0.1/x")]
    public async Task Rings_and_other_schemes_are_refused(string location)
    {
        _registry.Answer = _ => (302, location);

        var refused = await Assert.ThrowsAsync<ArtifactException>(() => _requests.GetAsync(new Uri(_registry.Address + "v2/x"), ["*/*"], Cancellation));

        Assert.Contains("redirects to where it cannot be followed", refused.Message, StringComparison.Ordinal);
    }

    private sealed class Server : IDisposable
    {
        private readonly HttpListener _listener = new();

        public Server()
        {
            Address = $"http://127.0.0.1:{FreePort()}/";
            _listener.Prefixes.Add(Address);
            _listener.Start();
            _ = ServeAsync();
        }

        public string Address { get; }

        /// <summary>Status, and the body or the place to go to.</summary>
        public Func<HttpListenerRequest, (int Status, string Text)> Answer { get; set; } = _ => (404, "");

        public ConcurrentQueue<string> Authorizations { get; } = new();

        public void Dispose() => _listener.Close();

        private async Task ServeAsync()
        {
            try
            {
                while (_listener.IsListening)
                {
                    Serve(await _listener.GetContextAsync());
                }
            }
            catch (Exception ex) when (ex is HttpListenerException or ObjectDisposedException)
            {
                // the test is over
            }
        }

        private void Serve(HttpListenerContext context)
        {
            Authorizations.Enqueue(context.Request.Headers["Authorization"] ?? "");
            var (status, text) = Answer(context.Request);
            context.Response.StatusCode = status;
            if (status is >= 300 and < 400)
            {
                context.Response.Headers["Location"] = text;
            }
            else if (status == 401)
            {
                context.Response.Headers["WWW-Authenticate"] = "Basic realm=\"test\"";
            }

            context.Response.Close(Encoding.UTF8.GetBytes(status == 200 ? text : ""), willBlock: false);
        }

        private static int FreePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }
}
