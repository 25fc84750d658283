using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Vigil.Domain.Accounts;
using Vigil.Server.Identity;
using Vigil.Server.Model;

namespace Vigil.Tests.Server.Support;

/// <summary>Calls a server with requests signed as the clients do it, each at a second of its own.</summary>
internal sealed class SignedClient(Uri address, TimeProvider clock, AccessKey key)
{
    private static readonly HttpClient Http = new();

    private static int _invocation;

    internal AccountId Account => key.Account;

    internal AccessKey Key => key;

    /// <summary>Calls an operation; members in the path and query travel there.</summary>
    internal Task<Answer> CallAsync(string operation, object? input = null) => CallAsync(OperationOf(operation), JsonSerializer.SerializeToElement(input ?? new { }));

    internal Task<Answer> CallAsync(ApiOperation operation, JsonElement input)
    {
        var path = operation.Path;
        var query = new List<string>();
        var body = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in input.EnumerateObject())
        {
            var place = operation.Input.FirstOrDefault(one => one.Name == member.Name)?.Place ?? Place.Body;
            switch (place)
            {
                case Place.Uri:
                    path = path.Replace($"{{{member.Name}}}", Uri.EscapeDataString(member.Value.GetString()!), StringComparison.Ordinal);
                    break;
                case Place.Query:
                    var values = member.Value.ValueKind == JsonValueKind.Array ? member.Value.EnumerateArray().ToList() : [member.Value];
                    query.AddRange(values.Select(value => $"{member.Name}={Uri.EscapeDataString(value.ToString())}"));
                    break;
                default:
                    body[member.Name] = member.Value;
                    break;
            }
        }

        return CheckedAsync(operation, Request(operation.Method, query.Count > 0 ? $"{path}?{string.Join('&', query)}" : path, JsonSerializer.SerializeToUtf8Bytes(body), operation.Service));
    }

    // every answer of every test is held to the model: nothing unknown, nothing missing, nothing of another type
    private static async Task<Answer> CheckedAsync(ApiOperation operation, HttpRequestMessage request)
    {
        using (request)
        {
            var answer = await SendAsync(request);
            if (answer.Status == 200)
            {
                var validation = new Validation(isStrict: true);
                validation.CheckMembers(operation.Output.Members, answer.Body, "");
                // groups of coverage are named by their words, as the original does
                var faults = validation.Faults.Where(fault => !fault.Member.EndsWith("groupKey", StringComparison.Ordinal)).Select(fault => $"{fault.Member} {fault.Message}");
                Assert.True(!faults.Any(), $"{operation.Name}: {string.Join("; ", faults)} in {answer.Body.GetRawText()}");
            }
            else
            {
                Assert.True(answer.Error.Length > 0 && answer.Message.Length > 0, $"{operation.Name} refused without a type or a message: {answer.Body.GetRawText()}");
            }

            return answer;
        }
    }

    /// <summary>A signed request that was not sent.</summary>
    internal HttpRequestMessage Request(string method, string target, byte[] body, string service = "inspector2", DateTimeOffset? at = null)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), new Uri(address, target)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("amz-sdk-invocation-id", Interlocked.Increment(ref _invocation).ToString(CultureInfo.InvariantCulture));
        Sign(request, body, service, at ?? clock.GetUtcNow());
        return request;
    }

    internal static async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return new Answer((int)response.StatusCode, response.Headers.TryGetValues("x-amzn-ErrorType", out var types) ? types.Single() : "", JsonDocument.Parse(body.Length > 0 ? body : "{}"u8.ToArray()).RootElement)
        {
            RetryAfter = response.Headers.RetryAfter?.Delta,
        };
    }

    internal static ApiOperation OperationOf(string name) =>
        ApiModel.Inspector2.Operations.TryGetValue(name, out var operation) ? operation : ApiModel.Vigil.Operations[name];

    private void Sign(HttpRequestMessage request, byte[] body, string service, DateTimeOffset at)
    {
        const string headers = "host;x-amz-date";
        var time = at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var scope = $"{time[..8]}/us-east-1/{service}/aws4_request";
        var (path, query) = (request.RequestUri!.AbsolutePath, request.RequestUri.Query.TrimStart('?'));
        var canonicalPath = string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
        var canonicalQuery = string.Join('&', query.Split('&', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
        var canonical = $"{request.Method}\n{canonicalPath}\n{canonicalQuery}\nhost:{request.RequestUri.Authority}\nx-amz-date:{time}\n\n{headers}\n{Hex(SHA256.HashData(body))}";
        var signing = new[] { time[..8], "us-east-1", service, "aws4_request" }.Aggregate(Encoding.UTF8.GetBytes($"AWS4{key.Secret}"), Mac);
        var signature = Hex(Mac(signing, $"AWS4-HMAC-SHA256\n{time}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}"));
        request.Headers.Add("X-Amz-Date", time);
        request.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential={key.Id}/{scope}, SignedHeaders={headers}, Signature={signature}");
    }

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}

/// <summary>What the server answered.</summary>
internal sealed record Answer(int Status, string Error, JsonElement Body)
{
    internal TimeSpan? RetryAfter { get; init; }

    internal string Message => Body.TryGetProperty("message", out var message) ? message.GetString()! : "";
}
