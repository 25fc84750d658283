using Vigil.Scanning.Ecosystems;
using Vigil.Scanning.Ecosystems.Alpine;

namespace Vigil.Tests.Ecosystems.Alpine;

public sealed class ApkExtractorTests
{
    [Fact]
    public void Origin_is_the_source_package()
    {
        var package = Assert.Single(Read(
            "C:Q1x\nP:libssl3\nV:3.1.4-r5\nA:x86_64\nL:Apache-2.0\no:openssl\nm:A <a@b.c>\nF:usr/lib\nR:libssl.so.3\nZ:Q1y\n\n").Packages);

        Assert.Equal(("libssl3", "3.1.4-r5", "x86_64", "openssl"), (package.Name, package.Version, package.Arch, package.SourceName));
        Assert.Equal("Apache-2.0", package.License);
    }

    [Fact]
    public void Last_entry_needs_no_empty_line()
    {
        Assert.Equal(["a", "b"], Read("P:a\nV:1\n\nP:b\nV:2").Packages.Select(package => package.Name));
    }

    [Theory]
    [InlineData("asdf\n\nyolo\n", 0)]
    [InlineData("this is not a field\n\nP:a\nV:1\n", 1)]
    public void Line_that_is_no_field_is_reported(string text, int packages)
    {
        var result = Read(text);

        Assert.Equal(packages, result.Packages.Count);
        Assert.Contains(result.Diagnostics, diagnostic => diagnostic.Code == EcosystemCodes.DamagedFile);
    }

    [Fact]
    public void Entry_without_version_is_reported()
    {
        var result = Read("P:a\nA:x86_64\n\nP:b\nV:2\n");

        Assert.Equal("b", Assert.Single(result.Packages).Name);
        Assert.Equal(EcosystemCodes.IncompleteEntry, Assert.Single(result.Diagnostics).Code);
    }

    [Theory]
    [InlineData("lib/apk/db/installed", true)]
    [InlineData("usr/lib/apk/db/installed", true)]
    [InlineData("lib/apk/db/triggers", false)]
    public void Wanted_files(string path, bool wanted) => Assert.Equal(wanted, Extracted.Wants(new ApkExtractor(), path));

    private static Extracted Read(string text) => Extracted.From(new ApkExtractor(), "lib/apk/db/installed", text);
}
