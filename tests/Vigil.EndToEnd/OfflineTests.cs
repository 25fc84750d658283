namespace Vigil.EndToEnd;

/// <summary>The promise of <c>--offline</c>.</summary>
public sealed class OfflineTests
{
    [Theory]
    [InlineData("scan")]
    [InlineData("inventory")]
    [InlineData("explain", "CVE-2023-0286")]
    public async Task A_registry_is_not_asked(params string[] verb)
    {
        // port 9 of this machine: a connection would be refused at once, with another message
        var run = await VigilProcess.RunAsync([.. verb, "image", "127.0.0.1:9/team/app:1", "--offline"]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--offline forbids", run.Error, StringComparison.Ordinal);
    }
}
