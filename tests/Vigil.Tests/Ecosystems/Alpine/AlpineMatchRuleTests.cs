using Vigil.Domain.Advisories;
using static Vigil.Tests.Matching.Judgement;

namespace Vigil.Tests.Ecosystems.Alpine;

public sealed class AlpineMatchRuleTests
{
    private static readonly Advisory Flaw = Advisory("CVE-2024-0001", Source("Alpine", "v3.20", "openssl", "3.3.1-r1"));

    [Theory]
    [InlineData("3.3.1-r0", "3.3.1-r1")]
    [InlineData("3.3.1-r1", null)]
    [InlineData("3.3.1_rc1-r5", "3.3.1-r1")]
    public void The_origin_and_its_branch_are_looked_up(string version, string? fix)
    {
        Assert.Equal(fix, FixOf(Package("Alpine", "3.20", "libssl3", version) with { SourceName = "openssl" }, Flaw));
    }

    [Fact]
    public void Edge_is_a_branch_of_its_own()
    {
        var edge = Advisory("CVE-2024-0001", Source("Alpine", "edge", "openssl", "3.3.1-r2"));

        Assert.Equal("3.3.1-r2", FixOf(Package("Alpine", "edge", "openssl", "3.3.1-r1"), Flaw, edge));
    }

    [Fact]
    public void Two_feeds_that_say_the_same_give_one_verdict()
    {
        Assert.Equal("3.3.1-r1", FixOf(Package("Alpine", "3.20", "openssl", "3.3.0-r0"), Flaw, Flaw with { Source = "alpine-secdb" }));
    }
}
