using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Vigil.Server.Deliveries;
using Vigil.Tests.Server.Support;

namespace Vigil.Tests.Server.Deliveries;

public sealed class DeliveryTests : IAsyncLifetime
{
    private RunningServer _server = null!;
    private SignedClient _client = null!;
    private Receiver _receiver = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await RunningServer.StartAsync();
        _client = await _server.EnabledClientAsync();
        _receiver = await Receiver.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Webhook_gets_every_change_once_and_signed()
    {
        await PutAsync("WEBHOOK", secret: "whsec_c2VjcmV0IG9mIHRoZSB0ZXN0");
        var resource = await Submissions.SubmitMachineAsync(_client);

        await TellAllAsync();
        await TellAllAsync();

        var events = _receiver.Messages.Select(message => JsonDocument.Parse(message.Body).RootElement).ToList();
        Assert.Contains(events, one => one.GetProperty("type").GetString() == "vigil.finding.opened");
        Assert.All(events, one => Assert.Equal(resource, one.GetProperty("subject").GetString()));
        Assert.Equal(events.Count, events.Select(one => one.GetProperty("id").GetString()).Distinct().Count());
        Assert.All(_receiver.Messages, message =>
        {
            var signed = Encoding.UTF8.GetBytes($"{message.Headers["webhook-id"]}.{message.Headers["webhook-timestamp"]}.{message.Body}");
            Assert.Equal("v1," + Convert.ToBase64String(HMACSHA256.HashData("secret of the test"u8, signed)), message.Headers["webhook-signature"]);
        });
    }

    [Fact]
    public async Task Nothing_is_lost_while_the_receiver_is_down()
    {
        await PutAsync("WEBHOOK");
        await Submissions.SubmitMachineAsync(_client);
        _receiver.Answer = _ => (503, "");
        await TellAllAsync();
        var tried = _receiver.Messages.Count;

        _receiver.Answer = _ => (200, "");
        await TellAllAsync();
        var toldTooEarly = _receiver.Messages.Count - tried;
        _server.Clock.Advance(TimeSpan.FromMinutes(1));
        await TellAllAsync();

        Assert.Equal((1, 0), (tried, toldTooEarly));
        var destination = await DestinationAsync();
        Assert.Equal((0, 0), (destination.GetProperty("waiting").GetInt32(), destination.GetProperty("failures").GetInt32()));
        Assert.Equal(destination.GetProperty("readTo").GetInt64(), _receiver.Messages.Select(message => message.Headers["webhook-id"]).Distinct().LongCount());
    }

    [Fact]
    public async Task What_is_refused_can_be_seen_and_told_again()
    {
        await PutAsync("WEBHOOK");
        await Submissions.SubmitMachineAsync(_client);
        _receiver.Answer = message => message.Body.Contains("finding.opened", StringComparison.Ordinal) ? (422, "") : (200, "");
        await TellAllAsync();
        var refused = (await _client.CallAsync("ListDeadLetters", new { name = "d" })).Body.GetProperty("deadLetters").GetArrayLength();
        _receiver.Answer = _ => (200, "");
        _receiver.Messages.Clear();

        var replayed = (await _client.CallAsync("ReplayDeadLetters", new { name = "d" })).Body.GetProperty("replayed").GetInt32();
        await TellAllAsync();

        Assert.True(refused > 0);
        Assert.Equal(refused, replayed);
        Assert.Equal(refused, _receiver.Messages.Count);
        Assert.Equal(0, (await DestinationAsync()).GetProperty("deadLetters").GetInt32());
    }

    [Fact]
    public async Task EventBridge_gets_findings_as_inspector_sends_them_and_only_failed_ones_again()
    {
        await PutAsync("EVENT_BRIDGE");
        await Submissions.SubmitMachineAsync(_client);
        var isFirst = true;
        _receiver.Answer = message =>
        {
            var entries = JsonDocument.Parse(message.Body).RootElement.GetProperty("Entries").EnumerateArray()
                .Select((_, at) => isFirst && at == 0 ? """{"ErrorCode":"ThrottlingException","ErrorMessage":"slower"}""" : """{"EventId":"x"}""").ToList();
            isFirst = false;
            return (200, $$"""{"FailedEntryCount":0,"Entries":[{{string.Join(',', entries)}}]}""");
        };

        await TellAllAsync();
        _server.Clock.Advance(TimeSpan.FromMinutes(1));
        await TellAllAsync();

        var batches = _receiver.Messages.Select(message => JsonDocument.Parse(message.Body).RootElement.GetProperty("Entries").EnumerateArray().ToList()).ToList();
        Assert.All(batches, batch => Assert.InRange(batch.Count, 1, 10));
        Assert.Equal(batches[0][0].GetProperty("Detail").GetString(), batches[1][0].GetProperty("Detail").GetString());
        var finding = batches.SelectMany(batch => batch).First(entry => entry.GetProperty("DetailType").GetString() == "Inspector2 Finding");
        Assert.Equal("aws.inspector2", finding.GetProperty("Source").GetString());
        var detail = JsonDocument.Parse(finding.GetProperty("Detail").GetString()!).RootElement;
        Assert.Equal(("ACTIVE", "Tue Nov 24 12:00:00.000 UTC 2026"), (detail.GetProperty("status").GetString(), detail.GetProperty("updatedAt").GetString()));
        Assert.All(_receiver.Messages, message => Assert.Equal("AWSEvents.PutEvents", message.Headers["X-Amz-Target"]));
        Assert.All(_receiver.Messages, message => Assert.StartsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261124/eu-west-1/events/aws4_request", message.Headers["Authorization"], StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("<html>busy</html>")]
    [InlineData("{}")]
    [InlineData("""{"FailedEntryCount":0,"Entries":[]}""")]
    public async Task An_answer_that_does_not_speak_of_every_event_counts_as_none(string answer)
    {
        await PutAsync("EVENT_BRIDGE");
        await Submissions.SubmitMachineAsync(_client);
        _receiver.Answer = _ => (200, answer);

        await TellAllAsync();

        var destination = await DestinationAsync();
        Assert.Equal(1, destination.GetProperty("failures").GetInt32());
        Assert.True(destination.GetProperty("waiting").GetInt32() > 0);
    }

    [Fact]
    public async Task What_the_feed_forgot_is_not_told_in_the_words_of_another_change()
    {
        await PutAsync("WEBHOOK");
        await Submissions.SubmitMachineAsync(_client);
        var shelf = _server.Services.GetRequiredService<DestinationShelf>();
        var last = (await DestinationAsync()).GetProperty("readTo").GetInt64();
        shelf.Advance(RunningServer.Management, "d", progress => progress with { Owed = [last] });
        await TellAllAsync();
        var told = _receiver.Messages.Select(message => message.Headers["webhook-id"]).ToList();

        Assert.NotEmpty(told);
        Assert.Equal(told.Distinct(), told);
    }

    [Fact]
    public async Task A_destination_of_a_deleted_one_s_name_begins_anew()
    {
        await PutAsync("WEBHOOK");
        await _client.CallAsync("DeleteDestination", new { name = "d" });
        _server.Services.GetRequiredService<DestinationShelf>().Advance(RunningServer.Management, "d", progress => progress with { ReadTo = 0, Failures = 9 });
        await Submissions.SubmitMachineAsync(_client);

        await PutAsync("WEBHOOK");

        var destination = await DestinationAsync();
        Assert.Equal((0, 0), (destination.GetProperty("waiting").GetInt32(), destination.GetProperty("failures").GetInt32()));
    }

    [Fact]
    public async Task Security_hub_gets_findings_and_keeps_what_it_refuses_apart()
    {
        await PutAsync("SECURITY_HUB");
        await Submissions.SubmitMachineAsync(_client);
        _receiver.Answer = message =>
        {
            var id = JsonDocument.Parse(message.Body).RootElement.GetProperty("Findings")[0].GetProperty("Id").GetString();
            return (200, $$"""{"FailedCount":1,"SuccessCount":0,"FailedFindings":[{"Id":"{{id}}","ErrorCode":"InvalidInput","ErrorMessage":"no"}]}""");
        };

        await TellAllAsync();

        var finding = JsonDocument.Parse(_receiver.Messages.First().Body).RootElement.GetProperty("Findings")[0];
        Assert.Equal(("2018-10-08", "ACTIVE"), (finding.GetProperty("SchemaVersion").GetString(), finding.GetProperty("RecordState").GetString()));
        Assert.Equal("AwsEc2Instance", finding.GetProperty("Resources")[0].GetProperty("Type").GetString());
        Assert.Equal(_receiver.Messages.Count, (await DestinationAsync()).GetProperty("deadLetters").GetInt32());
    }

    [Fact]
    public async Task Only_the_findings_asked_for_are_told()
    {
        await _client.CallAsync("PutDestination", new
        {
            name = "d",
            kind = "WEBHOOK",
            address = _receiver.Address,
            filterCriteria = new { severity = new[] { new { comparison = "EQUALS", value = "UNTRIAGED" } } },
        });
        await Submissions.SubmitMachineAsync(_client);

        await TellAllAsync();

        Assert.DoesNotContain(_receiver.Messages, message => message.Body.Contains("vigil.finding.", StringComparison.Ordinal));
        Assert.Equal(0, (await DestinationAsync()).GetProperty("waiting").GetInt32());
    }

    [Fact]
    public async Task File_has_one_event_a_line()
    {
        await _client.CallAsync("PutDestination", new { name = "siem", kind = "FILE" });
        await Submissions.SubmitMachineAsync(_client);

        await TellAllAsync();

        var lines = await File.ReadAllLinesAsync(Path.Combine(_server.Data, "deliveries", "000000000001-siem.jsonl"), TestContext.Current.CancellationToken);
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Equal("1.0", JsonDocument.Parse(line).RootElement.GetProperty("specversion").GetString()));
    }

    [Theory]
    [InlineData("WEBHOOK", "file:///etc/passwd")]
    [InlineData("SLACK", "")]
    [InlineData("FILE", "http://127.0.0.1/")]
    public async Task Address_that_does_not_fit_is_refused(string kind, string address)
    {
        var answer = await _client.CallAsync("PutDestination", new { name = "d", kind, address });

        Assert.Equal(("ValidationException", "address"), (answer.Error, answer.Body.GetProperty("fields")[0].GetProperty("name").GetString()));
    }

    private async Task PutAsync(string kind, string? secret = "secret")
    {
        var answer = await _client.CallAsync("PutDestination", new { name = "d", kind, address = _receiver.Address, region = "eu-west-1", accessKeyId = "AKIDEXAMPLE", secret });
        Assert.Equal(200, answer.Status);
    }

    private async Task<JsonElement> DestinationAsync() => (await _client.CallAsync("ListDestinations")).Body.GetProperty("destinations")[0];

    // what the pump does at each tick of a clock
    private async Task TellAllAsync()
    {
        var run = _server.Services.GetRequiredService<DeliveryRun>();
        foreach (var destination in _server.Services.GetRequiredService<DestinationShelf>().All.ToList())
        {
            while (await run.StepAsync(destination, TestContext.Current.CancellationToken))
            {
                // there is more
            }
        }
    }
}
