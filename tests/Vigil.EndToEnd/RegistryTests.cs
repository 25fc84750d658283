using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Vigil.Tests.Support;

namespace Vigil.EndToEnd;

/// <summary>Pulls from a real registry with the real program.</summary>
public sealed class RegistryTests
{
    private const string Database = "P:musl\nV:1.2.4-r1\nA:x86_64\no:musl\n\n";

    [Fact]
    public async Task An_image_is_pulled_with_the_credentials_of_docker_login()
    {
        Assert.SkipUnless(RegistryServer.IsInstalled, "docker-registry is not installed.");
        var cancellation = TestContext.Current.CancellationToken;
        await using var registry = await RegistryServer.StartAsync(cancellation);
        var (layer, tar) = Layer();
        var digest = await registry.PushAsync("team/app", "1", layer, tar, cancellation);

        var byTag = await InventoryAsync($"{registry.Host}/team/app:1", RegistryServer.Login(registry.Host), cancellation);
        var byDigest = await InventoryAsync($"{registry.Host}/team/app@{digest}", RegistryServer.Login(registry.Host), cancellation);
        var missing = await InventoryAsync($"{registry.Host}/team/app:2", RegistryServer.Login(registry.Host), cancellation);
        var stranger = await InventoryAsync($"{registry.Host}/team/app:1", "{}", cancellation);

        Assert.Contains("1.2.4-r1", byTag.Output, StringComparison.Ordinal);
        Assert.Contains(digest, byTag.Output, StringComparison.Ordinal);
        Assert.Contains("1.2.4-r1", byDigest.Output, StringComparison.Ordinal);
        Assert.NotEqual(0, missing.ExitCode);
        Assert.Contains("is not in the registry", missing.Errors, StringComparison.Ordinal);
        Assert.NotEqual(0, stranger.ExitCode);
        Assert.Contains("log in", stranger.Errors, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_registry_with_tokens_gives_one_for_the_repository_and_to_nobody_else()
    {
        Assert.SkipUnless(RegistryServer.IsInstalled, "docker-registry is not installed.");
        var cancellation = TestContext.Current.CancellationToken;
        await using var registry = await RegistryServer.StartWithTokensAsync(cancellation);
        var (layer, tar) = Layer();
        await registry.PushAsync("team/app", "1", layer, tar, cancellation);

        var reader = await InventoryAsync($"{registry.Host}/team/app:1", RegistryServer.Login(registry.Host), cancellation);
        var stranger = await InventoryAsync($"{registry.Host}/team/app:1", "{}", cancellation);

        Assert.Contains("1.2.4-r1", reader.Output, StringComparison.Ordinal);
        Assert.Equal(3, stranger.ExitCode);
        Assert.True(registry.Tokens!.Requests is { Known: > 0, Anonymous: > 0 }); // started with tokens
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_is_refused_unless_the_user_says_so()
    {
        Assert.SkipUnless(RegistryServer.IsInstalled, "docker-registry is not installed.");
        var cancellation = TestContext.Current.CancellationToken;
        await using var registry = await RegistryServer.StartWithTlsAsync(cancellation);
        var (layer, tar) = Layer();
        await registry.PushAsync("team/app", "1", layer, tar, cancellation);

        var careless = await InventoryAsync($"{registry.Host}/team/app:1", RegistryServer.Login(registry.Host), cancellation);
        var careful = await InventoryAsync($"{registry.Host}/team/app:1", RegistryServer.Login(registry.Host), cancellation, isInsecure: false);

        Assert.Contains("1.2.4-r1", careless.Output, StringComparison.Ordinal);
        Assert.Equal(3, careful.ExitCode);
        Assert.DoesNotContain("secret", careful.Errors, StringComparison.Ordinal);
    }

    private static (byte[] Layer, byte[] Tar) Layer()
    {
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, leaveOpen: true))
        {
            Write(writer, "etc/os-release", "ID=alpine\nVERSION_ID=3.18.4\n");
            Write(writer, "lib/apk/db/installed", Database);
        }

        using var layer = new MemoryStream();
        using (var gzip = new GZipStream(layer, CompressionLevel.Fastest))
        {
            gzip.Write(tar.ToArray());
        }

        return (layer.ToArray(), tar.ToArray());
    }

    private static void Write(TarWriter writer, string path, string content) =>
        writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) });

    private static async Task<(int ExitCode, string Output, string Errors)> InventoryAsync(
        string image, string dockerConfig, CancellationToken cancellation, bool isInsecure = true)
    {
        var configuration = Directory.CreateTempSubdirectory("vigil-docker-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(configuration.FullName, "config.json"), dockerConfig, cancellation);
            using var vigil = Process.Start(new ProcessStartInfo("dotnet", [Program(), "inventory", "image", image, "--format", "json", .. (string[])(isInsecure ? ["--insecure"] : [])])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["DOCKER_CONFIG"] = configuration.FullName },
            }) ?? throw new InvalidOperationException("vigil could not be started.");
            var output = vigil.StandardOutput.ReadToEndAsync(cancellation);
            var errors = vigil.StandardError.ReadToEndAsync(cancellation);
            await vigil.WaitForExitAsync(cancellation);
            return (vigil.ExitCode, await output, await errors);
        }
        finally
        {
            configuration.Delete(recursive: true);
        }
    }

    // built by the solution, in the same configuration as this test
    private static string Program() => Path.Combine(
        Repository.Root, "src", "Vigil.Cli", "bin", AppContext.BaseDirectory.Contains("Release", StringComparison.Ordinal) ? "Release" : "Debug", "net10.0", "vigil.dll");
}
