using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;

namespace Vigil.Scanning.Artifacts.Registries;

/// <summary>Requests to one registry: redirects, authentication and repeated attempts.</summary>
/// <remarks>Credentials go to the registry and to the token server that it names, over TLS unless that was waived; never along a redirect.</remarks>
internal sealed class RegistryRequests : IDisposable
{
    private const int MaxAttempts = 4, MaxRedirects = 5;

    /// <summary>How a registry sees this client, also in the events that it sends of a pull.</summary>
    public const string UserAgent = "vigil";

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1), LongestPause = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http;
    private readonly RegistryAuthorization _authorization;
    private readonly TimeProvider _time;

    [SuppressMessage("Security", "CA5359", Justification = "The user asks for it with --insecure; digests are verified all the same.")]
    public RegistryRequests(string scope, RegistryCredentials? credentials, bool insecure, TimeProvider time)
    {
        var handler = new SocketsHttpHandler
        {
            // followed by hand, so that credentials stay behind
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = insecure ? (_, _, _, _) => true : null },
        };
        _http = new HttpClient(handler) { Timeout = TimeSpan.FromMinutes(2) };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd(UserAgent);
        _time = time;
        _authorization = new RegistryAuthorization(_http, scope, credentials, insecure);
    }

    /// <summary>Asks for something until it is answered: with content, or with "not found".</summary>
    /// <exception cref="ArtifactException">The registry refuses or cannot be reached.</exception>
    public Task<HttpResponseMessage> GetAsync(Uri address, IReadOnlyList<string> accept, CancellationToken cancellation) =>
        SendAsync(at => Get(at, accept), address, cancellation);

    /// <summary>Asks for a blob, whose body is taken up again where a connection breaks.</summary>
    /// <returns><see langword="null"/> when it is not there.</returns>
    /// <exception cref="ArtifactException">The registry refuses or cannot be reached.</exception>
    public async Task<Stream?> OpenAsync(Uri address, IReadOnlyList<string> accept, CancellationToken cancellation)
    {
        var response = await GetAsync(address, accept, cancellation);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            response.Dispose();
            return null;
        }

        return new ResponseStream(response, await response.Content.ReadAsStreamAsync(cancellation), RestFrom, cancellation);

        Task<HttpResponseMessage> RestFrom(long position) => SendAsync(
            at =>
            {
                var request = Get(at, accept);
                request.Headers.Range = new RangeHeaderValue(position, null);
                return request;
            },
            address,
            cancellation);
    }

    /// <summary>Sends a request until it is answered: with success, or with "not found".</summary>
    /// <param name="create">Makes the request for an address; called again for each attempt.</param>
    /// <param name="address">The address.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="ArtifactException">The registry refuses or cannot be reached.</exception>
    public async Task<HttpResponseMessage> SendAsync(Func<Uri, HttpRequestMessage> create, Uri address, CancellationToken cancellation)
    {
        var pause = FirstPause;
        for (var attempt = 1; ; attempt++, pause *= 2)
        {
            var wait = pause;
            try
            {
                var response = await SendAuthorizedAsync(create, address, cancellation);
                if (response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.NotFound)
                {
                    return response;
                }

                var status = response.StatusCode;
                wait = response.Headers.RetryAfter?.Delta ?? pause;
                response.Dispose();
                if (attempt == MaxAttempts || (status is not HttpStatusCode.TooManyRequests && (int)status < 500))
                {
                    throw status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
                        ? new ArtifactException(ArtifactCodes.RegistryDenied, $"{address.Authority} answered {(int)status} to {address.AbsolutePath}{Advice(status)}")
                        : Failed($"{address.Authority} answered {(int)status} to {address.AbsolutePath}{Advice(status)}");
                }
            }
            catch (Exception ex) when (ex is HttpRequestException or IOException && attempt < MaxAttempts && !IsCertificate(ex))
            {
            }
            catch (Exception ex) when (ex is HttpRequestException or IOException)
            {
                throw Failed($"{address.Authority} cannot be reached: {ex.Message}{(IsCertificate(ex) ? " --insecure accepts the certificate." : "")}", ex);
            }
            catch (TaskCanceledException ex) when (!cancellation.IsCancellationRequested)
            {
                throw Failed($"{address.Authority} did not answer in time.", ex);
            }

            await Task.Delay(wait < LongestPause ? wait : LongestPause, _time, cancellation);
        }
    }

    /// <summary>Whether a server speaks TLS at an address.</summary>
    public async Task<bool> SpeaksTlsAsync(Uri address, CancellationToken cancellation)
    {
        try
        {
            using var response = await _http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAuthorizedAsync(Func<Uri, HttpRequestMessage> create, Uri address, CancellationToken cancellation)
    {
        var sent = _authorization.Header;
        var response = await SendFollowingAsync(create, address, sent, cancellation);
        if (response.StatusCode != HttpStatusCode.Unauthorized)
        {
            return response;
        }

        // a token may have run out in the middle of a large image, so a second refusal is needed to give up
        using (response)
        {
            await _authorization.RenewAsync(response.Headers.WwwAuthenticate, address, sent, cancellation);
        }

        return await SendFollowingAsync(create, address, _authorization.Header, cancellation);
    }

    private async Task<HttpResponseMessage> SendFollowingAsync(
        Func<Uri, HttpRequestMessage> create, Uri address, AuthenticationHeaderValue? authorization, CancellationToken cancellation)
    {
        var at = address;
        for (var redirects = 0; ; redirects++)
        {
            using var request = create(at);
            request.Headers.Authorization = IsSameOrigin(at, address) ? authorization : null;
            var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
            {
                return response;
            }

            response.Dispose();
            var next = new Uri(at, location);
            if (redirects == MaxRedirects || next.Scheme is not ("http" or "https") || (at.Scheme == "https" && next.Scheme == "http"))
            {
                throw Failed($"{address.Authority} redirects to where it cannot be followed: too often, or away from TLS.");
            }

            at = next;
        }
    }

    private static HttpRequestMessage Get(Uri address, IReadOnlyList<string> accept)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.ParseAdd(string.Join(", ", accept));
        return request;
    }

    private static bool IsSameOrigin(Uri left, Uri right) =>
        Uri.Compare(left, right, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;

    private static bool IsCertificate(Exception ex) => ex.InnerException is System.Security.Authentication.AuthenticationException;

    private static string Advice(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized => ": log in with `docker login`, or check the name.",
        HttpStatusCode.Forbidden => ": this user may not do that in the repository.",
        HttpStatusCode.TooManyRequests => ": too many requests; try again later, or log in.",
        _ => ".",
    };

    private static ArtifactException Failed(string message, Exception? cause = null) => new(ArtifactCodes.RegistryFailed, message, cause);
}
