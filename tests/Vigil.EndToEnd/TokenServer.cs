using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Vigil.EndToEnd;

/// <summary>Gives out tokens as the registry's token specification describes: a client with a password gets a signed JWT for the scope it asked for.</summary>
internal sealed class TokenServer : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly HttpListener _listener = new();
    private readonly X509Certificate2 _certificate;

    public TokenServer(int port)
    {
        Realm = $"http://127.0.0.1:{port}/token";
        var request = new CertificateRequest("CN=vigil-test", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        _certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        _listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        _listener.Start();
        _ = ServeAsync();
    }

    public string Realm { get; }

    /// <summary>The certificate that the registry trusts.</summary>
    public string CertificatePem => _certificate.ExportCertificatePem();

    /// <summary>Requests that came with the right password, and those that came without one.</summary>
    public (int Known, int Anonymous) Requests { get; private set; }

    /// <summary>A token for a repository.</summary>
    public string Issue(string repository, params string[] actions)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var header = $$"""{"typ":"JWT","alg":"ES256","x5c":["{{Convert.ToBase64String(_certificate.RawData)}}"]}""";
        var claims = $$"""
            {"iss":"vigil-test","sub":"reader","aud":"registry","exp":{{now + 600}},"nbf":{{now - 60}},"iat":{{now}},"jti":"1",
            "access":[{"type":"repository","name":"{{repository}}","actions":["{{string.Join("\",\"", actions)}}"]}]}
            """;
        var signed = $"{Encode(header)}.{Encode(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    public void Dispose()
    {
        _listener.Close();
        _certificate.Dispose();
        _key.Dispose();
    }

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private async Task ServeAsync()
    {
        try
        {
            while (_listener.IsListening)
            {
                Answer(await _listener.GetContextAsync());
            }
        }
        catch (Exception ex) when (ex is HttpListenerException or ObjectDisposedException)
        {
            // the test is over
        }
    }

    private void Answer(HttpListenerContext context)
    {
        var expected = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{RegistryServer.User}:{RegistryServer.Password}"));
        var isKnown = context.Request.Headers["Authorization"] == $"Basic {expected}";
        Requests = isKnown ? (Requests.Known + 1, Requests.Anonymous) : (Requests.Known, Requests.Anonymous + 1);

        // repository:team/app:pull; a stranger gets a token that allows nothing, as public registries give
        var scope = context.Request.QueryString["scope"]?.Split(':') ?? [];
        var token = Issue(scope.ElementAtOrDefault(1) ?? "", isKnown ? ["pull"] : []);
        var body = Encoding.UTF8.GetBytes($$"""{"token":"{{token}}"}""");
        context.Response.ContentType = "application/json";
        context.Response.OutputStream.Write(body);
        context.Response.Close();
    }
}
