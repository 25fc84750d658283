using System.Text.Json;
using Vigil.Scanning.Matching.Batch;

namespace Vigil.Tests.Matching.Batch;

public sealed class MatchCaseTests
{
    [Theory]
    [InlineData("\"distro\":\"debian 12\"")]
    [InlineData("\"distro\":\"debian:12.5\"")]
    [InlineData("\"distro\":{\"family\":\"debian\",\"release\":\"12\"}")]
    [InlineData("\"distro\":{\"name\":\"Debian\",\"version\":\"12\"}")]
    [InlineData("\"family\":\"debian\",\"release\":\"12.1\"")]
    public void A_distribution_is_named_in_any_of_these_forms(string distro)
    {
        var matches = Matches($$$"""
            { {{{distro}}},
             "packages":[{"name":"libssl3","version":"3.0.11-1","srcName":"openssl","srcVersion":"3.0.11-1"}],
             "advisories":[{"source":"debian 12","package":"openssl","id":"CVE-2024-0001","value":{"FixedVersion":"3.0.11-2"}}]}
            """);

        Assert.Equal(["CVE-2024-0001 libssl3 3.0.11-1 3.0.11-2"], matches);
    }

    [Fact]
    public void Parts_of_a_version_are_put_together()
    {
        var matches = Matches("""
            {"family":"oracle","release":"8","packages":[{"Name":"vim","Epoch":2,"Version":"8.0","Release":"1.el8","Arch":"x86_64"}],
             "advisories":[{"source":"Oracle Linux 8","package":"vim","id":"CVE-2024-0001","value":{"Entries":[{"FixedVersion":"2:8.0-2.el8","Arches":["x86_64"]}]}}]}
            """);

        Assert.Equal(["CVE-2024-0001 vim 2:8.0-1.el8 2:8.0-2.el8"], matches);
    }

    [Theory]
    [InlineData("debian 12", "openssl", 1)]
    [InlineData("wolfi", "openssl", 0)]
    public void Only_some_feeds_say_by_silence_that_there_is_no_fix(string source, string package, int count)
    {
        var matches = Matches($$$"""
            {"distro":"{{{source}}}","packages":[{"name":"{{{package}}}","version":"3.0.11-r1"}],
             "advisories":[{"source":"{{{source}}}","package":"{{{package}}}","id":"CVE-2024-0001","value":null}]}
            """);

        Assert.Equal(count, matches.Length);
    }

    [Theory]
    [InlineData("1.4.0", "CVE-2024-0001 pkg 1.4.0 1.4.2, 2.0.1")]
    [InlineData("2.0.0", "CVE-2024-0001 pkg 2.0.0 1.4.2, 2.0.1")]
    [InlineData("1.4.2", null)]
    [InlineData("1.9.9", null)]
    public void Constraints_of_a_language_are_alternatives(string version, string? expected)
    {
        var matches = Matches($$$"""
            {"context":{"libType":"Npm"},"packages":[{"Name":"pkg","Version":"{{{version}}}"}],
             "advisories":[{"source":"npm::any","package":"pkg","id":"CVE-2024-0001","value":{"VulnerableVersions":["<1.4.2",">=2.0.0, <2.0.1"]}}]}
            """);

        Assert.Equal(expected is null ? [] : [expected], matches);
    }

    [Theory]
    [InlineData("1.0-1.root.io.1", "CVE-2024-0001 bash 1.0-1.root.io.1 1.0-1.root.io.2")]
    [InlineData("1.0-1.root.io.2", null)]
    public void Advisories_of_a_supplier_count_instead_of_the_distributions(string version, string? expected)
    {
        var matches = Matches($$$"""
            {"family":"rootio","release":"12","context":{"baseOS":"Debian"},"packages":[{"Name":"bash","Version":"{{{version}}}"}],
             "advisories":[{"source":"debian 12","package":"bash","id":"CVE-2024-0001","value":{"FixedVersion":"1.0-2"}},
              {"source":"root.io debian 12","package":"bash","id":"CVE-2024-0001",
               "value":{"VulnerableVersions":["<1.0-1.root.io.2"],"PatchedVersions":["1.0-1.root.io.2"]}}]}
            """);

        Assert.Equal(expected is null ? [] : [expected], matches);
    }

    [Fact]
    public void An_unknown_distribution_is_an_error()
    {
        Assert.Throws<FormatException>(() => Matches("""{"distro":"plan9 4","packages":[{"name":"rc","version":"1"}],"advisories":[]}"""));
    }

    private static string[] Matches(string question)
    {
        using var document = JsonDocument.Parse(question);
        return [.. MatchCase.Matches(document.RootElement).Select(match => $"{match.Id} {match.Package} {match.Installed} {match.Fixed}".TrimEnd())];
    }
}
