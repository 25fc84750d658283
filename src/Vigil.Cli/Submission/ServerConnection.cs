using System.CommandLine.Parsing;
using System.Net.Http.Headers;
using System.Text.Json;
using Vigil.Advisories.Distribution;

namespace Vigil.Cli.Submission;

/// <summary>Calls operations of a server.</summary>
/// <param name="client">With its patience; redirects are of no use to signed requests.</param>
/// <param name="server">The server.</param>
/// <param name="clock">The time of signatures.</param>
internal sealed class ServerConnection(HttpClient client, Uri server, TimeProvider clock)
{
    /// <summary>Posts JSON.</summary>
    /// <param name="path">Path of the operation.</param>
    /// <param name="body">The JSON.</param>
    /// <param name="signature">Who asks; <see langword="null"/> for operations that anybody may call.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="DistributionException">The server cannot be reached.</exception>
    public async Task<ServerAnswer> PostAsync(string path, byte[] body, RequestSignature? signature, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, path)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        signature?.Sign(request, body, clock.GetUtcNow());
        try
        {
            using var response = await client.SendAsync(request, cancellation);
            var type = response.Headers.TryGetValues("x-amzn-ErrorType", out var types) ? types.First() : "";
            return new ServerAnswer((int)response.StatusCode, type, await response.Content.ReadAsByteArrayAsync(cancellation));
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException || (fault is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new DistributionException($"{server} could not be reached: {fault.Message}", fault);
        }
    }

    /// <summary>Reads the address of a server from the command line.</summary>
    public static Uri? ParseAddress(ArgumentResult result)
    {
        if (TryParseAddress(result.Tokens[0].Value, out var server))
        {
            return server;
        }

        result.AddError($"{((OptionResult)result.Parent!).Option.Name} needs an address like https://vigil.example, not {result.Tokens[0].Value}"); // an option's argument
        return null;
    }

    /// <summary>Reads the address of a server.</summary>
    public static bool TryParseAddress(string text, out Uri? server) => Uri.TryCreate(text, UriKind.Absolute, out server) && server.Scheme is "http" or "https";
}

/// <summary>What a server answered.</summary>
/// <param name="Status">The status of HTTP.</param>
/// <param name="ErrorType">What kind of refusal it is; empty when it is none.</param>
/// <param name="Body">JSON, as far as it is Vigil who answers.</param>
internal sealed record ServerAnswer(int Status, string ErrorType, byte[] Body)
{
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>What it says about a refusal.</summary>
    public string Message
    {
        get
        {
            try
            {
                using var document = JsonDocument.Parse(Body);
                return document.RootElement.GetProperty("message").GetString() ?? $"status {Status}";
            }
            catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException)
            {
                return $"status {Status}";
            }
        }
    }
}
