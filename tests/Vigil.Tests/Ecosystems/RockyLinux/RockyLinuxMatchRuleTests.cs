using static Vigil.Tests.Matching.Judgement;

namespace Vigil.Tests.Ecosystems.RockyLinux;

public sealed class RockyLinuxMatchRuleTests
{
    [Theory]
    [InlineData("4.18.0-425.10.1.el8_7", null)]
    [InlineData("4.18.0-425.10.0.el8_7.cloud", "4.18.0-425.10.1.el8_7.cloud")]
    [InlineData("4.18.0-425.10.1.el8_7.cloud", null)]
    public void Errata_of_a_special_interest_group_mean_its_own_builds(string version, string? fix)
    {
        var row = Source("Rocky Linux", "8", "kernel", "0:4.18.0-425.10.1.el8_7.cloud") with { Repositories = ["sig-cloud"] };

        Assert.Equal(fix, FixOf(
            Package("Rocky Linux", "8", "kernel-core", version) with { SourceName = "kernel" },
            Erratum("RXSA-2023:1", "CVE-2023-0001", row)));
    }
}
