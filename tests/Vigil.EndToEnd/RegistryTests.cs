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

        var byTag = await InventoryAsync($"{registry.Host}/team/app:1", Login(registry.Host), cancellation);
        var byDigest = await InventoryAsync($"{registry.Host}/team/app@{digest}", Login(registry.Host), cancellation);
        var missing = await InventoryAsync($"{registry.Host}/team/app:2", Login(registry.Host), cancellation);
        var stranger = await InventoryAsync($"{registry.Host}/team/app:1", "{}", cancellation);

        Assert.Contains("1.2.4-r1", byTag.Output, StringComparison.Ordinal);
        Assert.Contains(digest, byTag.Output, StringComparison.Ordinal);
        Assert.Contains("1.2.4-r1", byDigest.Output, StringComparison.Ordinal);
        Assert.NotEqual(0, missing.ExitCode);
        Assert.Contains("is not in the registry", missing.Errors, StringComparison.Ordinal);
        Assert.NotEqual(0, stranger.ExitCode);
        Assert.Contains("log in", stranger.Errors, StringComparison.OrdinalIgnoreCase);
    }

    private static string Login(string host) =>
        $$"""{"auths":{"{{host}}":{"auth":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes($"{RegistryServer.User}:{RegistryServer.Password}"))}}" } } }""";

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

    private static async Task<(int ExitCode, string Output, string Errors)> InventoryAsync(string image, string dockerConfig, CancellationToken cancellation)
    {
        var configuration = Directory.CreateTempSubdirectory("vigil-docker-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(configuration.FullName, "config.json"), dockerConfig, cancellation);
            using var vigil = Process.Start(new ProcessStartInfo("dotnet", [Program(), "inventory", "image", image, "--insecure", "--format", "json"])
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
