using Vigil.Advisories.Feeds;
using Vigil.Advisories.Feeds.Osv;
using Vigil.Advisories.Shipped;
using Vigil.Domain.Advisories;
using Vigil.Domain.Cvss;
using Vigil.Domain.Versions;

namespace Vigil.Tests.Shipped;

public sealed class ShippedSetTests
{
    private static readonly IReadOnlyList<Advisory> All = [.. ShippedSet.Read()];

    [Fact]
    public void Set_has_at_least_320_vulnerabilities_each_once()
    {
        Assert.True(All.Count >= 320, $"{All.Count} vulnerabilities");
        Assert.Equal(All.Count, All.Select(advisory => advisory.Id).Distinct().Count());
    }

    [Fact]
    public void Every_line_is_an_OSV_record_that_is_used_whole()
    {
        var reader = new OsvAdvisoryReader("shipped", FeedLimits.Default, _ => true);
        foreach (var line in ShippedSet.Files.SelectMany(Lines))
        {
            var advisory = reader.Read(line);

            Assert.Empty(reader.Unusable);
            Assert.NotEmpty(advisory.Affected);
            Assert.NotNull(advisory.Published);
            Assert.NotNull(advisory.Modified);
        }
    }

    [Fact]
    public void Every_version_is_valid_in_its_scheme()
    {
        var invalid =
            from advisory in All
            from affected in advisory.Affected
            from range in affected.Ranges
            where range.Fixed.Length > 0 && !(VersionSchemes.TryGet(affected.Scheme, out var scheme) && scheme.IsValid(range.Fixed))
            select $"{advisory.Id} {affected.Key}: {affected.Scheme} {range.Fixed}";

        Assert.Equal("", string.Join('\n', invalid));
    }

    [Fact]
    public void Every_vector_is_valid() =>
        Assert.All(All.SelectMany(advisory => advisory.Severities), severity => Assert.True(CvssVector.TryParse(severity.Vector, out _, out _), severity.Vector));

    [Fact]
    public void Every_title_is_one_short_line_of_its_own()
    {
        Assert.All(All, advisory => Assert.InRange(advisory.Summary.Length, 10, 120));
        Assert.Equal(All.Count, All.Select(advisory => advisory.Summary).Distinct().Count());
    }

    [Theory]
    [InlineData("Debian", "11", "12", "13")]
    [InlineData("Ubuntu", "18.04", "20.04", "22.04", "24.04")]
    [InlineData("Alpine", "v3.17", "v3.18", "v3.19", "v3.20", "v3.21", "edge")]
    [InlineData("Red Hat", "7", "8", "9")]
    [InlineData("AlmaLinux", "8", "9")]
    [InlineData("Rocky Linux", "8", "9")]
    [InlineData("Amazon Linux", "2", "2023")]
    [InlineData("SUSE", "12.5", "15.5", "15.6")]
    [InlineData("openSUSE", "15.5", "15.6")]
    [InlineData("Photon OS", "3.0")]
    public void Every_family_has_advisories_for_its_releases(string ecosystem, params string[] releases)
    {
        var covered = All.SelectMany(advisory => advisory.Affected).Where(affected => affected.Key.Ecosystem == ecosystem).Select(affected => affected.Key.Release);

        Assert.Superset(releases.ToHashSet(), covered.ToHashSet());
    }

    [Theory]
    [InlineData("CVE-2014-0160", "Heartbleed", "Debian", "12", "openssl")]
    [InlineData("CVE-2014-6271", "Shellshock", "Red Hat", "7", "bash")]
    [InlineData("CVE-2021-44228", "Log4Shell", "Debian", "11", "apache-log4j2")]
    [InlineData("CVE-2024-3094", "XZ backdoor", "Alpine", "edge", "xz")]
    [InlineData("CVE-2024-6387", "regreSSHion", "Ubuntu", "22.04", "openssh")]
    [InlineData("CVE-2022-0847", "Dirty Pipe", "Debian", "11", "linux")]
    [InlineData("CVE-2023-4911", "Looney Tunables", "Amazon Linux", "2023", "glibc")]
    [InlineData("CVE-2021-3156", "Baron Samedit", "SUSE", "12.5", "sudo")]
    [InlineData("CVE-2021-4034", "PwnKit", "AlmaLinux", "8", "polkit")]
    [InlineData("CVE-2024-21626", "Leaky Vessels", "Alpine", "v3.19", "runc")]
    public void Famous_flaws_are_found_by_name_and_package(string cve, string name, string ecosystem, string release, string package)
    {
        var advisory = Assert.Single(All, advisory => advisory.Id == cve);

        Assert.StartsWith(name + ": ", advisory.Summary, StringComparison.Ordinal);
        Assert.Contains(advisory.Affected, affected => affected.Key == new AdvisoryKey(ecosystem, release, package));
    }

    [Theory]
    [InlineData("CVE-2021-44228", "Maven", "org.apache.logging.log4j:log4j-core")]
    [InlineData("CVE-2022-22965", "Maven", "org.springframework:spring-webmvc")]
    [InlineData("CVE-2021-23337", "npm", "lodash")]
    [InlineData("CVE-2023-30861", "PyPI", "flask")]
    [InlineData("CVE-2023-39325", "Go", "golang.org/x/net")]
    [InlineData("CVE-2019-5418", "RubyGems", "actionview")]
    [InlineData("CVE-2022-31090", "Packagist", "guzzlehttp/guzzle")]
    [InlineData("CVE-2021-24112", "NuGet", "system.drawing.common")]
    public void Well_known_flaws_of_languages_are_found_by_package(string cve, string ecosystem, string package) =>
        Assert.Contains(All, advisory => advisory.Aliases.Contains(cve) && advisory.Affected.Any(affected => affected.Key == new AdvisoryKey(ecosystem, "", package)));

    [Fact]
    public void Set_says_how_old_it_is() => Assert.InRange(ShippedSet.AsOf, new DateOnly(2024, 1, 1), new DateOnly(2035, 1, 1));

    private static IEnumerable<byte[]> Lines(string file)
    {
        using var reader = new StreamReader(ShippedSet.Open(file));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => System.Text.Encoding.UTF8.GetBytes(line)).ToList();
    }
}
