using System.Text;
using Vigil.Scanning.Artifacts;
using Vigil.Scanning.Extraction;
using Vigil.Scanning.Sbom;
using Vigil.Scanning.Sbom.Reading;
using Vigil.Tests.Support;

namespace Vigil.Tests.Sbom;

/// <summary>Damages bills of materials of every format in every way that chance finds: each is read, or refused as what it is.</summary>
public sealed class MutatedSbomTests
{
    private const string Syft = """
        {"artifacts":[{"name":"musl","version":"1.2.4-r1","type":"apk","purl":"pkg:apk/alpine/musl@1.2.4-r1?distro=alpine-3.18.4","locations":[{"path":"/lib/apk/db/installed","layerID":"sha256:aa"}],
        "metadata":{"originPackage":"musl","architecture":"x86_64"}}],"source":{"type":"image","target":{"userInput":"shop:1"}},"distro":{"id":"alpine","versionID":"3.18.4"},"schema":{"version":"16.0.0"}}
        """;

    public static TheoryData<string> Formats => [.. SbomFormats.All.Select(format => format.Name), "syft", "purls"];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Damaged_document_is_read_or_refused(string format) => MutationRun.Of($"sbom {format}", [("sbom", SampleOf(format))], (path, bytes) =>
    {
        try
        {
            return SbomReader.Read(path, bytes.ToArray(), ScanLimits.Default).Packages.Items.Any(package => package.Evidence.IsEmpty) ? "a package has no evidence" : "";
        }
        catch (ArtifactException)
        {
            return "";
        }
    });

    private static byte[] SampleOf(string format)
    {
        if (SbomFormats.Find(format) is not { } written)
        {
            return Encoding.UTF8.GetBytes(format == "syft" ? Syft : "pkg:npm/%40babel/core@7.0.0\npkg:deb/debian/curl@7.88.1-10?distro=debian-12\n# comment\n");
        }

        using var stream = new MemoryStream();
        var inventory = Samples.DebianImage with { Packages = [.. Samples.DebianImage.Packages.Items.TakeLast(2)] };
        written.Write(new SbomDocument(inventory, Samples.Noon), stream);
        return stream.ToArray();
    }
}
