using System.Net;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Vigil.Cli.Agent;
using Vigil.Cli.Submission;
using Vigil.Domain.Packages;
using Vigil.Tests.Server.Support;

namespace Vigil.Tests.Cli.Agent;

public sealed class AgentLoopTests : IDisposable
{
    private const string Fine = """{"inventoryWanted":false,"deepInspection":true,"packagePaths":[],"taken":true}""";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("vigil-agent-");
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
    private readonly StandIn _server = new();
    private readonly List<string[]> _inspections = [];
    private Inventory _inventory = Submissions.Machine();
    private int _fingerprint;

    [Fact]
    public async Task Start_reports_takes_an_inventory_and_sends_it()
    {
        await Loop().StepAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["report", "submit"], _server.Calls);
        Assert.Equal(HostInspection.UsualPaths, Assert.Single(_inspections));
    }

    [Fact]
    public async Task Changed_package_database_leads_to_an_inventory_and_an_unchanged_inventory_to_none_sent()
    {
        var loop = Loop();
        await loop.StepAsync(TestContext.Current.CancellationToken);
        _server.Calls.Clear();

        await loop.StepAsync(TestContext.Current.CancellationToken);
        Assert.Single(_inspections);
        _fingerprint++;
        await loop.StepAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, _inspections.Count);
        Assert.Empty(_server.Calls);

        _fingerprint++;
        _inventory = _inventory with { Packages = [] };
        await loop.StepAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["submit"], _server.Calls);
    }

    [Fact]
    public async Task Heart_beats_come_between_inventories_and_the_timer_brings_another()
    {
        var loop = Loop();
        await loop.StepAsync(TestContext.Current.CancellationToken);
        _server.Calls.Clear();

        _clock.Advance(TimeSpan.FromMinutes(6));
        await loop.StepAsync(TestContext.Current.CancellationToken);
        Assert.Equal((1, "report"), (_inspections.Count, Assert.Single(_server.Calls)));

        _clock.Advance(TimeSpan.FromHours(7));
        await loop.StepAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, _inspections.Count);
    }

    [Fact]
    public async Task Server_that_is_away_gets_the_newest_inventory_when_it_is_back_and_is_not_pressed()
    {
        _server.Answer = _ => throw new HttpRequestException("refused");
        var loop = Loop();
        await loop.StepAsync(TestContext.Current.CancellationToken);
        _server.Calls.Clear();
        await loop.StepAsync(TestContext.Current.CancellationToken);
        Assert.Empty(_server.Calls);

        _inventory = _inventory with { RunningKernel = "6.1" };
        _fingerprint++;
        await loop.StepAsync(TestContext.Current.CancellationToken);
        _server.Answer = _ => (200, "", Fine);
        _clock.Advance(TimeSpan.FromMinutes(10));
        await Loop().StepAsync(TestContext.Current.CancellationToken); // of a process that was started anew

        Assert.Equal("submit", Assert.Single(_server.Calls));
        Assert.Equal("6.1", _server.LastInventory!.RunningKernel);
    }

    [Fact]
    public async Task Revoked_host_stops()
    {
        _server.Answer = _ => (403, "UnrecognizedClientException", """{"message":"no"}""");

        await Assert.ThrowsAsync<HostRevokedException>(() => Loop().StepAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Other_refusals_are_waited_out()
    {
        _server.Answer = _ => (403, "AccessDeniedException", """{"message":"not enabled"}""");
        var loop = Loop();

        await loop.StepAsync(TestContext.Current.CancellationToken);

        Assert.True(loop.NextAt > _clock.GetUtcNow());
    }

    [Fact]
    public async Task Paths_of_the_server_are_used_and_a_change_of_them_leads_to_an_inventory()
    {
        var loop = Loop("/opt/own");
        await loop.StepAsync(TestContext.Current.CancellationToken);

        _server.Answer = _ => (200, "", Fine.Replace("[]", "[\"/srv/app\"]", StringComparison.Ordinal));
        _clock.Advance(TimeSpan.FromMinutes(6));
        await loop.StepAsync(TestContext.Current.CancellationToken);
        Assert.Equal([.. HostInspection.UsualPaths, "/opt/own", "/srv/app"], _inspections[1]);

        _server.Answer = _ => (200, "", Fine.Replace("\"deepInspection\":true", "\"deepInspection\":false", StringComparison.Ordinal));
        _clock.Advance(TimeSpan.FromMinutes(6));
        await loop.StepAsync(TestContext.Current.CancellationToken);
        Assert.Empty(_inspections[2]);
    }

    [Fact]
    public async Task Server_says_how_soon_to_ask_again()
    {
        _server.Answer = _ => (200, "", Fine.Replace("{", "{\"reportSeconds\":30,", StringComparison.Ordinal));
        var loop = Loop();
        await loop.StepAsync(TestContext.Current.CancellationToken);
        _server.Calls.Clear();

        _clock.Advance(TimeSpan.FromSeconds(20));
        await loop.StepAsync(TestContext.Current.CancellationToken);
        Assert.Empty(_server.Calls);
        _clock.Advance(TimeSpan.FromSeconds(20));
        await loop.StepAsync(TestContext.Current.CancellationToken);

        Assert.Equal("report", Assert.Single(_server.Calls));
    }

    [Fact]
    public async Task Inventory_that_the_server_asks_for_is_sent_though_it_is_as_before()
    {
        var loop = Loop();
        await loop.StepAsync(TestContext.Current.CancellationToken);
        _server.Calls.Clear();

        _server.Answer = _ => (200, "", Fine.Replace("\"inventoryWanted\":false", "\"inventoryWanted\":true", StringComparison.Ordinal));
        _clock.Advance(TimeSpan.FromMinutes(6));
        await loop.StepAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["report", "submit"], _server.Calls);
    }

    [Fact]
    public async Task Inventory_that_the_server_cannot_read_is_not_sent_for_ever()
    {
        _server.Answer = call => call == "submit" ? (400, "ValidationException", """{"message":"no"}""") : (200, "", Fine);
        var loop = Loop();
        await loop.StepAsync(TestContext.Current.CancellationToken);
        _server.Calls.Clear();

        _clock.Advance(TimeSpan.FromMinutes(1));
        await loop.StepAsync(TestContext.Current.CancellationToken);

        Assert.Empty(_server.Calls);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("{}")]
    [InlineData("[]")]
    public async Task Something_that_answers_in_the_place_of_the_server_gets_nothing(string page)
    {
        _server.Answer = _ => (200, "", page);
        await Loop().StepAsync(TestContext.Current.CancellationToken);

        _server.Answer = _ => (200, "", Fine);
        _server.Calls.Clear();
        await Loop().StepAsync(TestContext.Current.CancellationToken); // of a process that was started anew

        Assert.Equal(["submit"], _server.Calls);
    }

    [Fact]
    public async Task Full_disk_is_waited_out()
    {
        var loop = Loop();
        Directory.CreateDirectory(Path.Combine(_directory.FullName, "waiting.json", "in-the-way"));

        await loop.StepAsync(TestContext.Current.CancellationToken);
        Assert.True(loop.NextAt > _clock.GetUtcNow());
        Directory.Delete(Path.Combine(_directory.FullName, "waiting.json"), recursive: true);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await loop.StepAsync(TestContext.Current.CancellationToken);

        Assert.Equal("submit", _server.Calls[^1]);
    }

    [Fact]
    public void Pauses_double_up_to_ten_minutes_and_begin_anew_after_a_success()
    {
        var pauses = new Pauses(() => 1);

        Assert.Equal([2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600], Enumerable.Range(0, 11).Select(_ => pauses.AfterFailure().TotalSeconds));
        pauses.Reset();
        Assert.Equal(2, pauses.AfterFailure().TotalSeconds);
        Assert.Equal(1, new Pauses(() => 0).AfterFailure().TotalSeconds);
    }

    public void Dispose()
    {
        _directory.Delete(recursive: true);
        _server.Dispose();
    }

    private AgentLoop Loop(params string[] paths) => new(
        new HostIdentity(new Uri("http://vigil.example"), "i-0123456789abcdef0", "VGIA", "secret"),
        new AgentLink(new ServerConnection(new HttpClient(_server, disposeHandler: false), new Uri("http://vigil.example"), _clock)),
        new Spool(new StateDirectory(_directory.FullName)),
        (where, _) =>
        {
            _inspections.Add([.. where]);
            return Task.FromResult(_inventory);
        },
        () => _fingerprint,
        new AgentOptions(TimeSpan.FromHours(6), paths),
        new Pauses(() => 0.5),
        _clock,
        _ => { });

    /// <summary>Answers like a server.</summary>
    private sealed class StandIn : HttpMessageHandler
    {
        public List<string> Calls { get; } = [];

        public Inventory? LastInventory { get; private set; }

        public Func<string, (int Status, string Error, string Body)> Answer { get; set; } = _ => (200, "", Fine);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var call = request.RequestUri!.AbsolutePath.Split('/')[^1];
            Calls.Add(call);
            var (status, error, body) = Answer(call);
            if (call == "submit")
            {
                using var document = System.Text.Json.JsonDocument.Parse(await request.Content!.ReadAsByteArrayAsync(cancellationToken));
                LastInventory = InventoryDecoder.Decode(document.RootElement.GetProperty("inventory").GetBytesFromBase64());
            }

            var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            response.Headers.TryAddWithoutValidation("x-amzn-ErrorType", error);
            return response;
        }
    }
}
