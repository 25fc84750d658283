using static Vigil.Tests.Matching.Judgement;

namespace Vigil.Tests.Ecosystems.Suse;

public sealed class SuseMatchRuleTests
{
    [Theory]
    [InlineData("SUSE", "15.5", "15.5", "Linux Enterprise Module for Basesystem 15 SP5", "1-2")]
    [InlineData("SUSE", "15.5", "15.5", "Linux Enterprise Micro 5.5", null)]
    [InlineData("SUSE", "Micro 5.5", "5.5", "Linux Enterprise Micro 5.5", "1-2")]
    [InlineData("SUSE", "15.4", "15.5", "Linux Enterprise Server 15 SP5", null)]
    [InlineData("openSUSE", "Leap 15.5", "15.5", "Leap 15.5", "1-2")]
    [InlineData("openSUSE", "Leap 15.5", "15.5", "Leap Micro 15.5", null)]
    [InlineData("openSUSE", "Tumbleweed", "", "Tumbleweed", "1-2")]
    public void Products_of_the_release_count(string ecosystem, string release, string keyRelease, string product, string? fix)
    {
        var row = Binary(ecosystem, keyRelease, "bash", "1-2") with { Repositories = [product] };

        Assert.Equal(fix, FixOf(Package(ecosystem, release, "bash", "1-1"), Erratum("SUSE-SU-2024:1-1", "CVE-2024-0001", row)));
    }

    [Fact]
    public void A_fix_of_prolonged_support_names_its_channel()
    {
        var row = Binary("SUSE", "15.3", "bash", "1-2") with { Repositories = ["Linux Enterprise Server 15 SP3-LTSS"] };

        var verdict = Assert.Single(Judge(Package("SUSE", "15.3", "bash", "1-1"), Erratum("SUSE-SU-2024:1-1", "CVE-2024-0001", row)).Verdicts);

        Assert.Equal(("1-2", "SUSE LTSS"), (verdict.FixedVersion, verdict.FixChannel));
    }
}
