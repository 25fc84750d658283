using Vigil.Domain.Diagnostics;
using Vigil.Domain.Packages;
using Vigil.Scanning.Artifacts;
using Vigil.Tests.Server.Support;

namespace Vigil.Tests.Server.Hosts;

public sealed class HostTests
{
    [Fact]
    public async Task Key_of_a_host_submits_for_that_host_alone_and_does_nothing_else()
    {
        await using var server = await RunningServer.StartAsync();
        var host = await AgentClient.EnrolAsync(server, await server.EnabledClientAsync());

        Assert.Equal((200, host.Id), (await host.SubmitAsync(Submissions.Machine()) is var taken ? taken.Status : 0, taken.Body.GetProperty("resourceId").GetString()));
        Assert.Equal("AccessDeniedException", (await host.SubmitAsync(Submissions.Machine(), resource: "i-0123456789abcdef0")).Error);
        Assert.Equal("AccessDeniedException", (await host.SubmitAsync(Submissions.Machine() with { Artifact = new ArtifactIdentity(ArtifactKind.Image, "app:1") })).Error);
        Assert.Equal("AccessDeniedException", (await host.CallAsync("ListHosts")).Error);
        Assert.Equal("AccessDeniedException", (await host.CallAsync("StartCisSession", new { scanJobId = Guid.NewGuid(), message = new { sessionToken = Guid.NewGuid() } })).Error);
    }

    [Fact]
    public async Task Inventory_is_wanted_until_the_server_has_the_one_that_the_agent_names()
    {
        await using var server = await RunningServer.StartAsync();
        var host = await AgentClient.EnrolAsync(server, await server.EnabledClientAsync());

        Assert.True(IsWanted(await host.ReportAsync(Submissions.Machine())));
        await host.SubmitAsync(Submissions.Machine());
        Assert.False(IsWanted(await host.ReportAsync(Submissions.Machine())));
        Assert.True(IsWanted(await host.ReportAsync(Submissions.Machine() with { RunningKernel = "6.1" })));
        Assert.True(IsWanted(await host.ReportAsync()));
    }

    [Fact]
    public async Task Paths_of_deep_inspection_are_handed_to_the_agent()
    {
        await using var server = await RunningServer.StartAsync();
        var administrator = await server.EnabledClientAsync();
        var host = await AgentClient.EnrolAsync(server, administrator);
        await administrator.CallAsync("UpdateEc2DeepInspectionConfiguration", new { packagePaths = new[] { "/opt/app" } });
        await administrator.CallAsync("UpdateOrgEc2DeepInspectionConfiguration", new { orgPackagePaths = new[] { "/srv" } });

        var answer = await host.ReportAsync();

        Assert.True(answer.Body.GetProperty("deepInspection").GetBoolean());
        Assert.Contains("/opt/app", answer.Body.GetProperty("packagePaths").EnumerateArray().Select(path => path.GetString()));
        await administrator.CallAsync("UpdateEc2DeepInspectionConfiguration", new { activateDeepInspection = false });
        Assert.False((await host.ReportAsync()).Body.GetProperty("deepInspection").GetBoolean());
    }

    [Fact]
    public async Task Scan_that_is_asked_for_makes_the_inventory_wanted_until_it_came()
    {
        await using var server = await RunningServer.StartAsync();
        var administrator = await server.EnabledClientAsync();
        var host = await AgentClient.EnrolAsync(server, administrator);
        await host.SubmitAsync(Submissions.Machine());

        Assert.Equal(200, (await administrator.CallAsync("StartScan", new { resourceId = host.Id })).Status);

        var orders = await host.ReportAsync(Submissions.Machine());
        Assert.Equal((true, 60), (IsWanted(orders), orders.Body.GetProperty("reportSeconds").GetInt32()));
        await host.SubmitAsync(Submissions.Machine());
        Assert.False(IsWanted(await host.ReportAsync(Submissions.Machine())));
    }

    [Fact]
    public async Task Scan_of_a_host_that_is_excluded_or_revoked_is_refused()
    {
        await using var server = await RunningServer.StartAsync();
        var administrator = await server.EnabledClientAsync();
        var host = await AgentClient.EnrolAsync(server, administrator);

        await administrator.CallAsync("TagHost", new { hostId = host.Id, tags = new Dictionary<string, string> { ["InspectorEc2Exclusion"] = "" } });
        Assert.Equal("ValidationException", (await administrator.CallAsync("StartScan", new { resourceId = host.Id })).Error);
        await administrator.CallAsync("RevokeHost", new { hostId = host.Id });
        Assert.Equal("ResourceNotFoundException", (await administrator.CallAsync("StartScan", new { resourceId = host.Id })).Error);
    }

    [Fact]
    public async Task Inventory_without_all_packages_of_languages_says_so_in_the_status_of_the_host()
    {
        await using var server = await RunningServer.StartAsync();
        var administrator = await server.EnabledClientAsync();
        var host = await AgentClient.EnrolAsync(server, administrator);

        await host.SubmitAsync(Submissions.Machine() with { Diagnostics = [new Diagnostic(ArtifactCodes.LanguagePackagesLimit, "/", "more than 5000")] });
        Assert.Equal("DEEP_INSPECTION_PACKAGE_COLLECTION_LIMIT_EXCEEDED", await StatusAsync());
        await host.SubmitAsync(Submissions.Machine() with { Diagnostics = [new Diagnostic(ArtifactCodes.LanguageTimeLimit, "/", "longer than 15 minutes")] });
        Assert.Equal("DEEP_INSPECTION_COLLECTION_TIME_LIMIT_EXCEEDED", await StatusAsync());
        Assert.NotEmpty((await administrator.CallAsync("ListFindings")).Body.GetProperty("findings").EnumerateArray()); // it is watched
        await host.SubmitAsync(Submissions.Machine());
        Assert.Equal("SUCCESSFUL", await StatusAsync());

        async Task<string?> StatusAsync() => (await administrator.CallAsync("ListHosts")).Body.GetProperty("hosts")[0].GetProperty("status").GetString();
    }

    [Fact]
    public async Task Late_inventory_never_overwrites_a_newer_one_whatever_the_clock_of_the_host_says()
    {
        await using var server = await RunningServer.StartAsync();
        var host = await AgentClient.EnrolAsync(server, await server.EnabledClientAsync());
        var hourBehind = server.Clock.GetUtcNow().AddHours(-1);

        Assert.True(IsTaken(await host.SubmitAsync(Submissions.Machine(), hourBehind)));
        Assert.True(IsTaken(await host.SubmitAsync(Submissions.Machine() with { Packages = [] }, hourBehind.AddSeconds(1))));
        Assert.False(IsTaken(await host.SubmitAsync(Submissions.Machine(), hourBehind)));
    }

    [Fact]
    public async Task Silent_host_is_stale_keeps_its_findings_and_is_watched_again_by_its_next_word()
    {
        await using var server = await RunningServer.StartAsync();
        var administrator = await server.EnabledClientAsync();
        var host = await AgentClient.EnrolAsync(server, administrator);
        await host.SubmitAsync(Submissions.Machine());
        var findings = await ActiveFindingsAsync(administrator);

        await PassAsync(server, TimeSpan.FromDays(7) - TimeSpan.FromMinutes(10));
        Assert.Equal("SUCCESSFUL", await StatusAsync(administrator));
        await PassAsync(server, TimeSpan.FromMinutes(20));
        Assert.Equal("STALE_INVENTORY", await StatusAsync(administrator));
        Assert.Equal(findings, await ActiveFindingsAsync(administrator));

        Assert.False(IsWanted(await host.ReportAsync(Submissions.Machine())));
        Assert.Equal("SUCCESSFUL", await StatusAsync(administrator));
    }

    [Fact]
    public async Task Host_that_never_sent_an_inventory_has_none()
    {
        await using var server = await RunningServer.StartAsync();
        var administrator = await server.EnabledClientAsync();
        var host = await AgentClient.EnrolAsync(server, administrator);

        await PassAsync(server, TimeSpan.FromHours(1));

        Assert.Equal("NO_INVENTORY", await StatusAsync(administrator));
        Assert.True(IsWanted(await host.ReportAsync(Submissions.Machine())));
        await host.SubmitAsync(Submissions.Machine());
        Assert.Equal("SUCCESSFUL", await StatusAsync(administrator));
    }

    [Fact]
    public async Task Revoked_host_is_refused_and_unmanaged_and_its_findings_stay()
    {
        await using var server = await RunningServer.StartAsync();
        var administrator = await server.EnabledClientAsync();
        var host = await AgentClient.EnrolAsync(server, administrator);
        await host.SubmitAsync(Submissions.Machine());

        await administrator.CallAsync("RevokeHost", new { hostId = host.Id });

        Assert.Equal((403, "UnrecognizedClientException"), (await host.ReportAsync() is var refused ? refused.Status : 0, refused.Error));
        Assert.Equal("UNMANAGED_EC2_INSTANCE", await StatusAsync(administrator));
        Assert.NotEqual(0, await ActiveFindingsAsync(administrator));
        await administrator.CallAsync("RevokeHost", new { hostId = host.Id, terminated = true });
        Assert.Equal(0, await ActiveFindingsAsync(administrator));
    }

    [Fact]
    public async Task Exclusion_tag_closes_findings_and_its_removal_asks_for_the_inventory_again()
    {
        await using var server = await RunningServer.StartAsync();
        var administrator = await server.EnabledClientAsync();
        var host = await AgentClient.EnrolAsync(server, administrator);
        await host.SubmitAsync(Submissions.Machine());
        Assert.NotEqual(0, await ActiveFindingsAsync(administrator));

        await administrator.CallAsync("TagHost", new { hostId = host.Id, tags = new Dictionary<string, string> { ["inspectorec2exclusion"] = "" } });

        Assert.Equal(("EXCLUDED_BY_TAG", 0), (await StatusAsync(administrator), await ActiveFindingsAsync(administrator)));
        Assert.False(IsWanted(await host.ReportAsync(Submissions.Machine())));
        Assert.False(IsTaken(await host.SubmitAsync(Submissions.Machine())));
        Assert.Equal("EXCLUDED_BY_TAG", await StatusAsync(administrator));

        await administrator.CallAsync("TagHost", new { hostId = host.Id, tags = new Dictionary<string, string> { ["env"] = "prod" } });
        Assert.True(IsWanted(await host.ReportAsync(Submissions.Machine())));
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(IsTaken(await host.SubmitAsync(Submissions.Machine())));
        Assert.Equal("SUCCESSFUL", await StatusAsync(administrator));
        Assert.NotEqual(0, await ActiveFindingsAsync(administrator));
    }

    private static async Task PassAsync(RunningServer server, TimeSpan time)
    {
        server.Clock.Advance(time);
        await server.DoWorkAsync();
    }

    private static bool IsWanted(Answer answer) => answer.Body.GetProperty("inventoryWanted").GetBoolean();

    private static bool IsTaken(Answer answer) => answer.Body.GetProperty("taken").GetBoolean();

    private static async Task<string?> StatusAsync(SignedClient administrator) =>
        Assert.Single((await administrator.CallAsync("ListCoverage")).Body.GetProperty("coveredResources").EnumerateArray()).GetProperty("scanStatus").GetProperty("reason").GetString();

    private static async Task<int> ActiveFindingsAsync(SignedClient administrator) => (await administrator.CallAsync("ListFindings", new
    {
        filterCriteria = new { findingStatus = new[] { new { comparison = "EQUALS", value = "ACTIVE" } } },
    })).Body.GetProperty("findings").GetArrayLength();
}
