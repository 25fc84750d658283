using System.Net.Sockets;
using System.Text;
using Vigil.Server.Identity;
using Vigil.Tests.Server.Support;

namespace Vigil.Tests.Server.Identity;

public sealed class SignatureTests
{
    private static readonly byte[] Nothing = "{}"u8.ToArray();

    [Fact]
    public async Task Request_signed_by_a_known_key_is_answered()
    {
        await using var server = await RunningServer.StartAsync();

        var answer = await server.Client().CallAsync("BatchGetAccountStatus");

        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task Request_without_a_signature_is_refused()
    {
        await using var server = await RunningServer.StartAsync();

        var answer = await SignedClient.SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, "/findings/list")));

        Assert.Equal((403, "MissingAuthenticationTokenException"), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task Unknown_key_is_refused()
    {
        await using var server = await RunningServer.StartAsync();
        var client = new SignedClient(server.Address, server.Clock, new AccessKey("VGIANOBODY", RunningServer.Management, Role.Administrator, "secret"));

        var answer = await client.CallAsync("ListFindings");

        Assert.Equal((403, "UnrecognizedClientException"), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task Wrong_secret_is_refused()
    {
        await using var server = await RunningServer.StartAsync();
        var client = new SignedClient(server.Address, server.Clock, server.Client().Key with { Secret = "another" });

        var answer = await client.CallAsync("ListFindings");

        Assert.Equal((403, "InvalidSignatureException"), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task Tampered_body_is_refused()
    {
        await using var server = await RunningServer.StartAsync();
        using var request = server.Client().Request("POST", "/findings/list", Nothing);
        request.Content = new ByteArrayContent("{ }"u8.ToArray());

        var answer = await SignedClient.SendAsync(request);

        Assert.Equal((403, "InvalidSignatureException"), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task Request_moved_to_another_path_is_refused()
    {
        await using var server = await RunningServer.StartAsync();
        using var request = server.Client().Request("POST", "/findings/list", Nothing);
        request.RequestUri = new Uri(server.Address, "/coverage/list");

        var answer = await SignedClient.SendAsync(request);

        Assert.Equal((403, "InvalidSignatureException"), (answer.Status, answer.Error));
    }

    [Theory]
    [InlineData(-6)]
    [InlineData(6)]
    public async Task Time_that_is_too_far_off_is_refused(int minutes)
    {
        await using var server = await RunningServer.StartAsync();
        using var request = server.Client().Request("POST", "/status/batch/get", Nothing, at: server.Clock.GetUtcNow().AddMinutes(minutes));

        var answer = await SignedClient.SendAsync(request);

        Assert.Equal((403, "InvalidSignatureException"), (answer.Status, answer.Error));
    }

    [Theory]
    [InlineData(-4)]
    [InlineData(4)]
    public async Task Clock_of_a_client_may_be_a_little_off(int minutes)
    {
        await using var server = await RunningServer.StartAsync();
        using var request = server.Client().Request("POST", "/status/batch/get", Nothing, at: server.Clock.GetUtcNow().AddMinutes(minutes));

        var answer = await SignedClient.SendAsync(request);

        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task Recorded_request_is_refused_the_second_time()
    {
        await using var server = await RunningServer.StartAsync();
        var client = server.Client();
        using var first = client.Request("POST", "/status/batch/get", Nothing);
        using var again = new HttpRequestMessage(first.Method, first.RequestUri) { Content = new ByteArrayContent(Nothing) };
        foreach (var (name, values) in first.Headers)
        {
            again.Headers.TryAddWithoutValidation(name, values);
        }

        Assert.Equal(200, (await SignedClient.SendAsync(first)).Status);
        var answer = await SignedClient.SendAsync(again);

        Assert.Equal((403, "InvalidSignatureException"), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task Client_that_asks_the_same_twice_in_a_second_is_answered_twice()
    {
        await using var server = await RunningServer.StartAsync();
        var client = server.Client();

        var first = await client.CallAsync("BatchGetAccountStatus");
        var second = await client.CallAsync("BatchGetAccountStatus");

        Assert.Equal((200, 200), (first.Status, second.Status));
    }

    [Fact]
    public async Task Signature_for_another_service_is_refused()
    {
        await using var server = await RunningServer.StartAsync();
        using var request = server.Client().Request("POST", "/findings/list", Nothing, service: "s3");

        var answer = await SignedClient.SendAsync(request);

        Assert.Equal((403, "InvalidSignatureException"), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task Body_over_the_limit_is_refused_before_it_is_read()
    {
        await using var server = await RunningServer.StartAsync();
        using var request = server.Client().Request("POST", "/findings/list", Encoding.UTF8.GetBytes(new string(' ', 3 * 1024 * 1024)));

        var answer = await SignedClient.SendAsync(request);

        Assert.Equal((413, "RequestEntityTooLargeException"), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task Body_that_does_not_arrive_in_time_is_refused()
    {
        await using var server = await RunningServer.StartAsync();
        using var connection = new TcpClient();
        await connection.ConnectAsync(server.Address.Host, server.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = connection.GetStream();
        await stream.WriteAsync("POST /findings/list HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"u8.ToArray(), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        var answer = reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask();

        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!answer.IsCompleted && await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken))
        {
            server.Clock.Advance(TimeSpan.FromSeconds(61));
        }

        Assert.Contains("408", await answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Secret_is_not_in_what_is_stored()
    {
        var box = new SecretBox(new byte[32]);

        var stored = box.Seal("the secret of a key", "VGIA1");

        Assert.DoesNotContain("secret", Encoding.UTF8.GetString(Convert.FromBase64String(stored)), StringComparison.Ordinal);
        Assert.Equal("the secret of a key", box.Open(stored, "VGIA1"));
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => box.Open(stored, "VGIA2"));
    }
}
