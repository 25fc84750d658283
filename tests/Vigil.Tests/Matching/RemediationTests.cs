using Vigil.Domain.Advisories;
using Vigil.Domain.Packages;
using Vigil.Domain.Verdicts;
using Vigil.Scanning.Matching;

namespace Vigil.Tests.Matching;

public sealed class RemediationTests
{
    [Theory]
    [InlineData("Debian", "12", "curl", "7.88.1-10+deb12u4", "apt-get install --only-upgrade curl")]
    [InlineData("Red Hat", "7", "curl", "7.29.0-59.el7", "yum update curl")]
    [InlineData("PyPI", "", "requests", "2.31.0", "pip install --upgrade 'requests>=2.31.0'")]
    [InlineData("Go", "", "golang.org/x/net", "0.17.0", "go get golang.org/x/net@v0.17.0")]
    [InlineData("Go", "", "stdlib", "1.21.5", "go get go@1.21.5")]
    [InlineData("crates.io", "", "openssl-src", "300.0.11", "cargo update --package openssl-src --precise 300.0.11")]
    [InlineData("NuGet", "", "Newtonsoft.Json", "13.0.1", "dotnet add package Newtonsoft.Json --version 13.0.1")]
    [InlineData("RubyGems", "", "rack", "2.2.6.4", "bundle update rack")]
    [InlineData("Packagist", "", "guzzlehttp/psr7", "1.9.1", "composer update guzzlehttp/psr7 --with-all-dependencies")]
    [InlineData("Maven", "", "org.apache.commons:commons-text", "1.10.0", "")]
    public void Each_ecosystem_has_its_command(string ecosystem, string release, string name, string fix, string command) =>
        Assert.Equal(command, Remediation.Command(Affected(ecosystem, release, name, fix)));

    [Theory]
    [InlineData("7.20.0", "7.23.2", "npm update @babel/traverse")]
    [InlineData("0.3.1", "0.3.5", "npm update @babel/traverse")]
    [InlineData("6.26.0", "7.23.2", "npm install @babel/traverse@^7.23.2")]
    [InlineData("0.3.1", "0.4.0", "npm install @babel/traverse@^0.4.0")]
    public void Npm_updates_within_a_range_and_installs_beyond_it(string installed, string fix, string command) =>
        Assert.Equal(command, Remediation.Command(Affected("npm", "", "@babel/traverse", fix) with { ComparedVersion = installed }));

    [Theory]
    [InlineData("curl; reboot")]
    [InlineData("$(reboot)")]
    [InlineData("--allow-unauthenticated")]
    public void A_crafted_name_gets_no_command(string name) => Assert.Equal("", Remediation.Command(Affected("Debian", "12", name, "1.0-2")));

    [Fact]
    public void Without_a_fix_there_is_no_command() => Assert.Equal("", Remediation.Command(Affected("npm", "", "lodash", "")));

    private static Verdict Affected(string ecosystem, string release, string name, string fix) => new()
    {
        Coordinate = new Coordinate { Ecosystem = ecosystem, Release = release, Name = name, Version = "0" },
        VulnerabilityId = "CVE-2024-0001",
        Status = VerdictStatus.Affected,
        State = VendorState.Affected,
        FixedVersion = fix,
        AdvisoryId = "CVE-2024-0001",
        Source = "osv",
        Key = new AdvisoryKey(ecosystem, release, name),
        ComparedVersion = "0",
        Scheme = "semver",
    };
}
