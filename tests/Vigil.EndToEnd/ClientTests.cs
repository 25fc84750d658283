using Vigil.Server.Model;
using Vigil.Tests.Support;

namespace Vigil.EndToEnd;

/// <summary>The clients that people have, unmodified, against the real server with a really scanned root file system.</summary>
public sealed class ClientTests
{
    private static readonly string Clients = Path.Combine(Repository.Root, "tests/Vigil.EndToEnd/Clients");
    private static readonly string Modules = Path.Combine(Repository.Root, "artifacts/clients");

    [Fact]
    public async Task Boto3_works()
    {
        Assert.SkipUnless(File.Exists("/usr/lib/python3/dist-packages/boto3/__init__.py"), "python3-boto3 is not installed.");

        await RunAsync("/usr/bin/python3", Path.Combine(Clients, "boto3_session.py"));
    }

    [Fact]
    public async Task Aws_cli_works()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/aws"), "awscli is not installed.");

        await RunAsync("bash", Path.Combine(Clients, "cli_session.sh"));
    }

    [Fact]
    public async Task Javascript_sdk_works()
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Modules, "node_modules/@aws-sdk/client-inspector2")), "The JavaScript SDK is not installed.");
        File.Copy(Path.Combine(Clients, "js_session.mjs"), Path.Combine(Modules, "js_session.mjs"), overwrite: true);

        await RunAsync("node", Path.Combine(Modules, "js_session.mjs"));
    }

    /// <summary>Runs a session. Every operation of tier 1 that the client has is answered once and refused once at least, and each answer agrees with the model.</summary>
    private static async Task RunAsync(string program, string script)
    {
        await using var server = await ServerProcess.StartWithScanAsync();
        using var proxy = new ModelProxy(server.Address);

        var session = await ServerProcess.RunClientAsync(program, script, proxy.Address);

        Assert.True(session.ExitCode == 0, $"{session.Output}\n{session.Error}");
        Assert.Empty(proxy.Faults);
        var lacks = session.Output.Split('\n').Where(line => line.StartsWith("lacks ", StringComparison.Ordinal)).Select(line => line["lacks ".Length..].Replace("-", "", StringComparison.Ordinal));
        var asked = ApiModel.Inspector2.Operations.Values.Where(operation => operation.Tier == 1).Select(operation => operation.Name).Except(lacks, StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal).ToList();
        Assert.Equal("", string.Join(' ', asked.Where(operation => !proxy.Answers.ContainsKey((operation, false)))));
        Assert.Equal("", string.Join(' ', asked.Where(operation => !proxy.Answers.ContainsKey((operation, true)))));
    }

    [Fact]
    public async Task First_start_prints_a_key_once()
    {
        using var workspace = new Workspace();

        var first = await ServerProcess.FirstOutputAsync(workspace["data"]);
        var second = await ServerProcess.FirstOutputAsync(workspace["data"]);

        Assert.Contains("AWS_SECRET_ACCESS_KEY=", first, StringComparison.Ordinal);
        Assert.DoesNotContain("AWS_SECRET_ACCESS_KEY=", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_configuration_ends_with_78_and_names_the_option()
    {
        using var workspace = new Workspace();

        var outcome = await ServerProcess.RunToEndAsync("--urls", "http://127.0.0.1:0", "--data", workspace["data"], "--region", "nowhere");

        Assert.Equal(78, outcome.ExitCode);
        Assert.Contains("Region", outcome.Error, StringComparison.Ordinal);
    }
}
