using static Vigil.Tests.Matching.Judgement;

namespace Vigil.Tests.Ecosystems.AmazonLinux;

public sealed class AmazonLinuxMatchRuleTests
{
    [Theory]
    [InlineData("kernel-5.10", "5.10.205-1.amzn2", "", "5.10.210-1.amzn2")]
    [InlineData("kernel-5.1", "5.1.205-1.amzn2", "", "5.10.210-1.amzn2")]
    [InlineData("kernel-5.1", "5.4.205-1.amzn2", "", null)]
    [InlineData("kernel-5.15", "5.4.205-1.amzn2", "", null)]
    [InlineData("kernel-5.15", "4.14.205-1.amzn2", "", null)]
    [InlineData("corretto8", "5.10.205-1.amzn2", "", "5.10.210-1.amzn2")]
    [InlineData("docker", "5.10.205-1.amzn2", "", "5.10.210-1.amzn2")]
    [InlineData("kernel-5.15", "5.10.205-1.amzn2", "kernel-5.15", "5.10.210-1.amzn2")]
    [InlineData("kernel-5.10", "5.10.205-1.amzn2", "kernel-5.15", null)]
    public void A_topic_speaks_of_its_own_version_line(string topic, string version, string repository, string? fix)
    {
        var row = Binary("Amazon Linux", "2", "kernel", "5.10.210-1.amzn2") with { Repositories = [topic] };

        Assert.Equal(fix, FixOf(
            Package("Amazon Linux", "2", "kernel", version) with { Repository = repository },
            Erratum("ALAS2-2024-1", "CVE-2024-0001", row)));
    }

    [Theory]
    [InlineData("", "4.14.2-1.amzn2")]
    [InlineData("kernel-5.10", null)]
    public void Core_errata_speak_of_packages_of_no_known_topic(string repository, string? fix)
    {
        Assert.Equal(fix, FixOf(
            Package("Amazon Linux", "2", "kernel", "4.14.1-1.amzn2") with { Repository = repository },
            Erratum("ALAS2-2024-1", "CVE-2024-0001", Binary("Amazon Linux", "2", "kernel", "4.14.2-1.amzn2"))));
    }
}
