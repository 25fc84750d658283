using System.Net.Http.Headers;
using System.Text;
using Vigil.Scanning.Artifacts.Images;

namespace Vigil.Scanning.Artifacts.Registries;

/// <summary>Answers what a registry asks to be told before it serves a repository: user and password, or a token that another server gives for them.</summary>
/// <seealso href="https://distribution.github.io/distribution/spec/auth/token/"/>
/// <param name="http">The client.</param>
/// <param name="scope">What to ask to be allowed, whatever the registry suggests: <c>repository:team/app:pull</c>.</param>
/// <param name="credentials">Who asks; <see langword="null"/> for anybody.</param>
/// <param name="insecure">Whether credentials may go out without TLS.</param>
internal sealed class RegistryAuthorization(HttpClient http, string scope, RegistryCredentials? credentials, bool insecure)
{
    private const int MaxTokenBytes = 64 << 10;

    private volatile AuthenticationHeaderValue? _header;

    /// <summary>What to send; <see langword="null"/> as long as nothing was asked.</summary>
    public AuthenticationHeaderValue? Header => _header;

    /// <summary>Answers a challenge.</summary>
    /// <param name="challenges">What the registry asks for.</param>
    /// <param name="registry">The address that asked.</param>
    /// <param name="refused">What was sent to no avail; when another request has a newer answer already, that is kept.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="ArtifactException">It cannot be answered.</exception>
    public async Task RenewAsync(
        IEnumerable<AuthenticationHeaderValue> challenges, Uri registry, AuthenticationHeaderValue? refused, CancellationToken cancellation)
    {
        if (!Equals(_header, refused))
        {
            return;
        }

        foreach (var challenge in challenges.Select(c => AuthenticationChallenge.Parse(c.Scheme, c.Parameter ?? "")))
        {
            if (challenge.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
            {
                _header = new AuthenticationHeaderValue("Bearer", await GetTokenAsync(challenge, registry, cancellation));
                return;
            }

            if (challenge.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) && credentials is { User.Length: > 0 })
            {
                RequireTls(registry);
                _header = Basic(credentials);
                return;
            }
        }
    }

    private async Task<string> GetTokenAsync(AuthenticationChallenge challenge, Uri registry, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(challenge.Realm, UriKind.Absolute, out var realm) || realm.Scheme is not ("https" or "http"))
        {
            throw Failed($"{registry.Authority} names no server that gives tokens.");
        }

        RequireTls(realm);
        using var request = Request(realm, challenge.Service);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (!response.IsSuccessStatusCode)
        {
            throw Failed($"{realm.Authority} gave no token for {scope}: it answered {(int)response.StatusCode}. Log in with `docker login`, or check the name.");
        }

        var json = new byte[MaxTokenBytes];
        await using var content = await response.Content.ReadAsStreamAsync(cancellation);
        var length = await content.ReadAtLeastAsync(json, json.Length, throwOnEndOfStream: false, cancellation);
        try
        {
            using var document = OciDocument.ReadJson(json.AsMemory(0, length));
            var token = OciDescriptor.Text(document.RootElement, "token");
            token = token.Length > 0 ? token : OciDescriptor.Text(document.RootElement, "access_token");
            return token.Length > 0 && !token.AsSpan().ContainsAny('\r', '\n') ? token : throw Failed($"{realm.Authority} gave no token for {scope}.");
        }
        catch (FormatException)
        {
            // the answer may hold a token, so it is not quoted
            throw Failed($"{realm.Authority} gave no token for {scope}: its answer is no JSON.");
        }
    }

    private HttpRequestMessage Request(Uri realm, string service)
    {
        if (credentials is { IdentityToken.Length: > 0 })
        {
            return new HttpRequestMessage(HttpMethod.Post, realm)
            {
                Content = new FormUrlEncodedContent(
                [
                    new("grant_type", "refresh_token"), new("client_id", "vigil"), new("service", service), new("scope", scope),
                    new("refresh_token", credentials.IdentityToken),
                ]),
            };
        }

        var query = new StringBuilder(realm.Query.Length > 1 ? realm.Query + "&" : "?")
            .Append("service=").Append(Uri.EscapeDataString(service)).Append("&scope=").Append(Uri.EscapeDataString(scope));
        var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(realm) { Query = query.ToString() }.Uri);
        request.Headers.Authorization = credentials is null ? null : Basic(credentials);
        return request;
    }

    private void RequireTls(Uri address)
    {
        if (credentials is not null && address.Scheme != "https" && !insecure)
        {
            throw Failed($"{address.Authority} asks for credentials without TLS: they were not sent. --insecure allows it.");
        }
    }

    private static AuthenticationHeaderValue Basic(RegistryCredentials credentials) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credentials.User}:{credentials.Password}")));

    private static ArtifactException Failed(string message) => new(ArtifactCodes.RegistryFailed, message);
}
