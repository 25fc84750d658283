using System.Text;
using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems;
using Vigil.Scanning.Ecosystems.Ownership;
using Vigil.Scanning.Ecosystems.Rpm;
using Vigil.Scanning.Extraction;
using Vigil.Tests.Ecosystems.Rpm;

namespace Vigil.Tests.Ecosystems.Ownership;

public sealed class FileOwnershipTests
{
    [Theory]
    [InlineData("usr/bin/openssl", "openssl")]
    [InlineData("bin/openssl", "openssl")]
    [InlineData("usr/share/doc/openssl/copyright", "openssl")]
    [InlineData("usr/bin/other", "")]
    public void Debian_lists_tell_the_owner(string path, string owner) =>
        Assert.Equal(
            owner,
            Owners("var/lib/dpkg/info/openssl:amd64.list", "/.\n/usr\n/usr/bin/openssl\n/usr/share/doc/openssl/copyright\n"u8, path)[0]);

    [Fact]
    public void Distroless_sums_tell_the_owner() => Assert.Equal(
        "libssl1.1",
        Owners("var/lib/dpkg/status.d/libssl1.1.md5sums", "00112233445566778899aabbccddeeff  usr/lib/libssl.so.1.1\n"u8, "usr/lib/libssl.so.1.1")[0]);

    [Fact]
    public void Alpine_database_tells_the_owner()
    {
        var database = "P:musl\nV:1\nF:lib\nR:ld-musl.so\nF:usr/bin\nR:ldd\n\nP:top\nV:1\nF:\nR:file\n"u8;

        Assert.Equal(["musl", "musl", "top"], Owners("lib/apk/db/installed", database, "lib/ld-musl.so", "usr/bin/ldd", "file"));
    }

    [Fact]
    public void Rpm_headers_tell_the_owner()
    {
        var header = new RpmHeaderWriter().Text(RpmTag.Name, "bash").Text(RpmTag.Version, "5").Texts(RpmTag.DirectoryNames, "/usr/bin/", "/etc/")
            .Texts(RpmTag.BaseNames, "bash", "bashrc", "sh").Number(RpmTag.DirectoryIndexes, 0, 1, 0).ToArray();

        var owners = Owners("var/lib/rpm/Packages.db", RpmDatabaseWriter.Ndb(header), "usr/bin/bash", "etc/bashrc", "usr/bin/sh", "etc/bash");

        Assert.Equal(["bash", "bash", "bash", ""], owners);
    }

    private static string[] Owners(string path, ReadOnlySpan<byte> content, params string[] asked)
    {
        var extractors = new ExtractorSet(EcosystemCatalog.OwnershipExtractors);
        var readers = extractors.Wanting(new FileEntry(Encoding.UTF8.GetBytes(path), content.Length, 0));
        var file = extractors.Read(path, new MemoryFile(content.ToArray()), readers, ScanLimits.Default);
        Assert.Empty(file.Diagnostics);
        var view = new ArtifactView
        {
            Artifact = new ArtifactIdentity(ArtifactKind.Directory, "test"),
            Files = [new VisibleFile(path, file.Facts, "", [])],
        };
        return [.. asked.Select(new FileOwnership(view, asked).OwnerOf)];
    }
}
