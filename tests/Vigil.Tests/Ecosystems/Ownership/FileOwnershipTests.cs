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
    [InlineData("usr/bin/other", null)]
    public void Debian_lists_tell_the_owner(string path, string? owner) =>
        Assert.Equal(
            owner,
            Ownership("var/lib/dpkg/info/openssl:amd64.list", "/.\n/usr\n/usr/bin/openssl\n/usr/share/doc/openssl/copyright\n"u8).OwnerOf(path));

    [Fact]
    public void Distroless_sums_tell_the_owner() => Assert.Equal(
        "libssl1.1",
        Ownership("var/lib/dpkg/status.d/libssl1.1.md5sums", "00112233445566778899aabbccddeeff  usr/lib/libssl.so.1.1\n"u8).OwnerOf("usr/lib/libssl.so.1.1"));

    [Fact]
    public void Alpine_database_tells_the_owner()
    {
        var ownership = Ownership("lib/apk/db/installed", "P:musl\nV:1\nF:lib\nR:ld-musl.so\nF:usr/bin\nR:ldd\n\nP:top\nV:1\nF:\nR:file\n"u8);

        Assert.Equal(["musl", "musl", "top"], ((string[])["lib/ld-musl.so", "usr/bin/ldd", "file"]).Select(ownership.OwnerOf));
    }

    [Fact]
    public void Rpm_headers_tell_the_owner()
    {
        var header = new RpmHeaderWriter().Text(RpmTag.Name, "bash").Text(RpmTag.Version, "5").Texts(RpmTag.DirectoryNames, "/usr/bin/", "/etc/")
            .Texts(RpmTag.BaseNames, "bash", "bashrc", "sh").Number(RpmTag.DirectoryIndexes, 0, 1, 0).ToArray();

        var ownership = Ownership("var/lib/rpm/Packages.db", RpmDatabaseWriter.Ndb(header));

        Assert.Equal(["bash", "bash", "bash", null], ((string[])["usr/bin/bash", "etc/bashrc", "usr/bin/sh", "etc/bash"]).Select(ownership.OwnerOf));
    }

    private static FileOwnership Ownership(string path, ReadOnlySpan<byte> content)
    {
        var extractors = new ExtractorSet(EcosystemCatalog.OwnershipExtractors);
        var readers = extractors.Wanting(new FileEntry(Encoding.UTF8.GetBytes(path), content.Length, 0));
        var file = extractors.Read(path, new MemoryFile(content.ToArray()), readers, ScanLimits.Default);
        Assert.Empty(file.Diagnostics);
        return new FileOwnership(new ArtifactView
        {
            Artifact = new ArtifactIdentity(ArtifactKind.Directory, "test"),
            Files = [new VisibleFile(path, file.Facts, "", [])],
        });
    }
}
