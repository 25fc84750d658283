using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Vigil.EndToEnd;

/// <summary>VEX that lies beside an image in a real registry.</summary>
public sealed class AttestationTests : IDisposable
{
    private const string Repository = "team/app", Flaw = "CVE-2023-38545";

    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData(".att")]
    [InlineData(".vex")]
    public async Task What_is_attached_to_an_image_counts(string suffix)
    {
        Assert.SkipUnless(RegistryServer.IsInstalled, "docker-registry is not installed.");
        var cancellation = TestContext.Current.CancellationToken;
        await using var registry = await RegistryServer.StartAsync(cancellation);
        var digest = await PushAsync(registry, cancellation);
        await AttachAsync(registry, digest, suffix, cancellation);

        var plain = await ScanAsync(registry);
        var judged = await ScanAsync(registry, "--vex", "oci");

        using var before = JsonDocument.Parse(plain.Output);
        using var after = JsonDocument.Parse(judged.Output);
        Assert.Contains(Flaw, Ids(before, "findings"), StringComparer.Ordinal);
        Assert.DoesNotContain(Flaw, Ids(after, "findings"), StringComparer.Ordinal);
        Assert.Contains(Flaw, after.RootElement.GetProperty("setAside").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_without_attestations_is_said_to_have_none()
    {
        Assert.SkipUnless(RegistryServer.IsInstalled, "docker-registry is not installed.");
        var cancellation = TestContext.Current.CancellationToken;
        await using var registry = await RegistryServer.StartAsync(cancellation);
        await PushAsync(registry, cancellation);

        var scan = await ScanAsync(registry, "--vex", "oci");

        Assert.Contains("VGL1632", scan.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_has_no_attestations()
    {
        var scan = await VigilProcess.RunAsync("scan", "image", _work.DemoImage(), "--vex", "oci");

        Assert.Equal(2, scan.ExitCode);
    }

    private static async Task<string> PushAsync(RegistryServer registry, CancellationToken cancellation)
    {
        var tar = TarOf(("etc/os-release", "ID=alpine\nVERSION_ID=3.17.0\n"), ("lib/apk/db/installed", "P:curl\nV:7.86.0-r1\nA:x86_64\no:curl\n\n"));
        using var layer = new MemoryStream();
        await using (var gzip = new GZipStream(layer, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(tar, cancellation);
        }

        return await registry.PushAsync(Repository, "1", layer.ToArray(), tar, cancellation);
    }

    private static byte[] TarOf(params (string Path, string Content)[] files)
    {
        using var tar = new MemoryStream();
        using (var writer = new System.Formats.Tar.TarWriter(tar, leaveOpen: true))
        {
            foreach (var (path, content) in files)
            {
                writer.WriteEntry(new System.Formats.Tar.PaxTarEntry(System.Formats.Tar.TarEntryType.RegularFile, path) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) });
            }
        }

        return tar.ToArray();
    }

    // the tag that stands for the referrers API is an index, those of cosign are the manifests themselves; an SBOM lies beside the VEX
    private static async Task AttachAsync(RegistryServer registry, string digest, string suffix, CancellationToken cancellation)
    {
        var statement = $$"""
            {"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"app","digest":{"sha256":"{{digest["sha256:".Length..]}}"} }],"predicateType":"https://openvex.dev/ns/v0.2.0",
            "predicate":{"@context":"https://openvex.dev/ns/v0.2.0","statements":[{"vulnerability":{"name":"{{Flaw}}"},"status":"not_affected","justification":"vulnerable_code_not_present"}]} }
            """;
        var envelope = $$"""{"payloadType":"application/vnd.in-toto+json","payload":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes(statement))}}","signatures":[]}""";
        var tag = digest.Replace(':', '-');
        if (suffix.Length > 0)
        {
            await registry.AttachAsync(Repository, tag + suffix, "application/vnd.dsse.envelope.v1+json", envelope, cancellation);
            return;
        }

        var vex = await registry.AttachAsync(Repository, tag: null, "application/vnd.dsse.envelope.v1+json", envelope, cancellation);
        var sbom = await registry.AttachAsync(Repository, tag: null, "application/spdx+json", """{"spdxVersion":"SPDX-2.3"}""", cancellation);
        var index = $$"""
            {"schemaVersion":2,"mediaType":"{{RegistryServer.IndexType}}","manifests":[
            {"mediaType":"{{RegistryServer.ManifestType}}","digest":"{{sbom.Digest}}","size":{{sbom.Size}} },{"mediaType":"{{RegistryServer.ManifestType}}","digest":"{{vex.Digest}}","size":{{vex.Size}} }]}
            """;
        await registry.PutManifestAsync(Repository, tag, RegistryServer.IndexType, Encoding.UTF8.GetBytes(index), cancellation);
    }

    private async Task<Outcome> ScanAsync(RegistryServer registry, params string[] arguments)
    {
        Directory.CreateDirectory(_work["docker"]);
        await File.WriteAllTextAsync(_work["docker/config.json"], RegistryServer.Login(registry.Host), TestContext.Current.CancellationToken);
        return await VigilProcess.RunLoggedInAsync(_work["docker"], ["scan", "image", $"{registry.Host}/{Repository}:1", "--insecure", "--format", "json", .. arguments]);
    }

    private static List<string?> Ids(JsonDocument scan, string list) =>
        [.. scan.RootElement.GetProperty(list).EnumerateArray().Select(finding => finding.GetProperty("id").GetString())];
}
