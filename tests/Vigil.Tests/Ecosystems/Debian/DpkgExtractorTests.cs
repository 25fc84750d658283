using System.Diagnostics;
using Vigil.Scanning.Ecosystems;
using Vigil.Scanning.Ecosystems.Debian;

namespace Vigil.Tests.Ecosystems.Debian;

public sealed class DpkgExtractorTests
{
    private const string Status = "var/lib/dpkg/status";

    [Fact]
    public void Source_field_gives_name_and_version()
    {
        var package = Assert.Single(Read(
            "Package: libblkid1\nStatus: install ok installed\nSource: util-linux (2.38.1-5)\nVersion: 2.38.1-5+b1\nArchitecture: amd64\n").Packages);

        Assert.Equal(
            ("util-linux", "2.38.1-5", "2.38.1-5+b1", "amd64"), (package.SourceName, package.SourceVersion, package.Version, package.Arch));
    }

    [Fact]
    public void Source_field_without_version_leaves_it_open()
    {
        var package = Assert.Single(Read("Package: libacl1\nStatus: install ok installed\nSource: acl\nVersion: 2.3.1-3\n").Packages);

        Assert.Equal(("acl", ""), (package.SourceName, package.SourceVersion));
    }

    [Theory]
    [InlineData("Origin: debian", "debian")]
    [InlineData("Vendor: HashiCorp", "HashiCorp")]
    [InlineData("Section: net", "")]
    public void Origin_is_what_the_package_says_of_its_maker(string field, string origin) =>
        Assert.Equal(origin, Assert.Single(Read($"Package: a\nStatus: install ok installed\n{field}\nVersion: 1\n").Packages).Origin);

    [Theory]
    [InlineData("install ok installed", true)]
    [InlineData("hold ok installed", true)]
    [InlineData("deinstall reinstreq installed", true)]
    [InlineData("install ok half-configured", true)]
    [InlineData("install ok triggers-awaited", true)]
    [InlineData("install ok triggers-pending", true)]
    [InlineData("install ok unpacked", false)]
    [InlineData("install reinstreq half-installed", false)]
    [InlineData("deinstall ok config-files", false)]
    [InlineData("purge ok not-installed", false)]
    public void State_decides_whether_a_package_counts(string status, bool counts)
    {
        var result = Read($"Package: a\nStatus: {status}\nVersion: 1\n");

        Assert.Equal(counts ? 1 : 0, result.Packages.Count);
    }

    [Fact]
    public void Unpacked_package_is_named()
    {
        var result = Read("Package: a\nStatus: install ok unpacked\nVersion: 1\n");

        Assert.Equal(EcosystemCodes.PartlyInstalled, Assert.Single(result.Diagnostics).Code);
    }

    [Theory]
    [InlineData("Package: a\nStatus: install ok installed\n")]
    [InlineData("Status: install ok installed\nVersion: 1\n")]
    [InlineData("Package: a\nVersion: 1\n")]
    public void Incomplete_stanza_is_reported_and_the_next_one_read(string stanza)
    {
        var result = Read(stanza + "\nPackage: b\nStatus: install ok installed\nVersion: 2\n");

        Assert.Equal("b", Assert.Single(result.Packages).Name);
        Assert.Equal(EcosystemCodes.IncompleteEntry, Assert.Single(result.Diagnostics).Code);
    }

    [Fact]
    public void Continuation_lines_are_no_fields()
    {
        var package = Assert.Single(Read(
            "Package: a\nDescription: x\n Version: 9\n\tStatus: purge ok not-installed\n .\nStatus: install ok installed\nVersion: 1\n").Packages);

        Assert.Equal("1", package.Version);
    }

    [Fact]
    public void Field_names_ignore_case_and_lines_may_end_in_carriage_return()
    {
        var package = Assert.Single(Read("package: a\r\nSTATUS: install ok installed\r\nversion: 1:2-3\r\n\r\n\r\n").Packages);

        Assert.Equal("1:2-3", package.Version);
    }

    [Fact]
    public void Very_long_field_is_no_trouble()
    {
        var package = Assert.Single(Read($"Package: a\nDepends: {new string('x', 1 << 20)}\nStatus: install ok installed\nVersion: 1\n").Packages);

        Assert.Equal("a", package.Name);
    }

    [Fact]
    public void Later_of_two_stanzas_of_a_package_counts()
    {
        var result = Read(
            "Package: a\nStatus: install ok installed\nVersion: 1\nArchitecture: amd64\n\n"
            + "Package: a\nStatus: install ok installed\nVersion: 2\nArchitecture: amd64\n");

        Assert.Equal("2", Assert.Single(result.Packages).Version);
        Assert.Equal(EcosystemCodes.ContradictoryEntries, Assert.Single(result.Diagnostics).Code);
    }

    [Fact]
    public void Two_architectures_of_a_package_are_two_packages()
    {
        var result = Read(
            "Package: a\nStatus: install ok installed\nVersion: 1\nArchitecture: amd64\n\n"
            + "Package: a\nStatus: install ok installed\nVersion: 1\nArchitecture: i386\n");

        Assert.Equal(["amd64", "i386"], result.Packages.Select(package => package.Arch));
    }

    [Theory]
    [InlineData("asdf\n\nyolo\n")]
    [InlineData(" Package: a\n")]
    [InlineData("Package:\n")]
    [InlineData("Pakij: apt\nStratus: install ok installed\n")]
    public void File_that_is_no_status_file_is_reported(string text)
    {
        var result = Read(text);

        Assert.Empty(result.Packages);
        Assert.Contains(result.Diagnostics, diagnostic => diagnostic.Code == EcosystemCodes.DamagedFile);
    }

    [Fact]
    public void Empty_file_is_an_empty_database()
    {
        var result = Read("");

        Assert.Empty(result.Packages);
        Assert.Empty(result.Diagnostics);
    }

    [Fact]
    public void Distroless_stanza_needs_no_status()
    {
        var result = Extracted.From(
            new DpkgExtractor(), "var/lib/dpkg/status.d/base", "Package: base-files\nVersion: 12.4+deb12u5\nArchitecture: amd64\n");

        Assert.Equal("base-files", Assert.Single(result.Packages).Name);
    }

    [Theory]
    [InlineData("var/lib/dpkg/status", true)]
    [InlineData("var/lib/dpkg/status.d/libssl1.1", true)]
    [InlineData("var/lib/dpkg/status.d/libssl1.1.md5sums", false)]
    [InlineData("var/lib/dpkg/status.d/libc6.postinst", false)]
    [InlineData("var/lib/dpkg/status-old", false)]
    [InlineData("home/var/lib/dpkg/status", false)]
    public void Wanted_files(string path, bool wanted) => Assert.Equal(wanted, Extracted.Wants(new DpkgExtractor(), path));

    [Fact]
    public void This_machine_is_read_as_dpkg_query_reads_it()
    {
        if (!File.Exists("/usr/bin/dpkg-query") || !File.Exists("/var/lib/dpkg/status"))
        {
            Assert.Skip("dpkg-query is not installed here");
        }

        using var query = Process.Start(new ProcessStartInfo("/usr/bin/dpkg-query")
        {
            ArgumentList = { "-W", "-f", "${db:Status-Status} ${Package} ${Version} ${Architecture} ${source:Package} ${source:Version}\\n" },
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!; // Start gives null only with the shell
        var expected = query.StandardOutput.ReadToEnd().Split('\n').Where(line => line.StartsWith("installed ", StringComparison.Ordinal))
            .Select(line => line["installed ".Length..]).Order(StringComparer.Ordinal);

        var result = Extracted.From(new DpkgExtractor(), Status, File.ReadAllBytes("/var/lib/dpkg/status"));

        var actual = result.Packages.Select(package =>
            $"{package.Name} {package.Version} {package.Arch} {Or(package.SourceName, package.Name)} {Or(package.SourceVersion, package.Version)}");
        Assert.Equal(expected, actual.Order(StringComparer.Ordinal));
    }

    private static string Or(string value, string fallback) => value.Length > 0 ? value : fallback;

    private static Extracted Read(string text) => Extracted.From(new DpkgExtractor(), Status, text);
}
