using Vigil.Domain.Advisories;
using Vigil.Domain.Verdicts;
using static Vigil.Tests.Matching.Judgement;

namespace Vigil.Tests.Ecosystems.Windows;

public sealed class WindowsMatchRuleTests
{
    private static readonly AffectedPackage Fix = Binary("Windows", "11 Version 24H2", "Windows", "10.0.26100.863") with { Scheme = "windows", Arches = ["arm64"] };

    [Theory]
    [InlineData("arm64", "10.0.26100.863")]
    [InlineData("", "10.0.26100.863")]
    [InlineData("x64", null)]
    public void A_fix_of_one_architecture_speaks_of_that(string arch, string? fix) =>
        Assert.Equal(fix, FixOf(Package("Windows", "11 Version 24H2", "Windows", "10.0.26100.1") with { Arch = arch }, Erratum("KB5039239", "CVE-2024-0001", Fix)));

    [Fact]
    public void A_product_that_no_bulletin_names_is_not_judged() =>
        Assert.Equal(EvaluationState.ReleaseUnknown, Judge(Package("Windows", "95", "Windows", "4.0.950"), Erratum("KB1", "CVE-2024-0001", Fix)).State);
}
