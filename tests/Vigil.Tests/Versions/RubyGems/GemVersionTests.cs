using Vigil.Domain.Versions.RubyGems;

namespace Vigil.Tests.Versions.RubyGems;

public sealed class GemVersionTests
{
    private static readonly GemVersion Scheme = new();

    [Theory]
    [InlineData("1.0.a", "<", "1.0")]
    [InlineData("1.0.a9", "<", "1.0.a10")]
    [InlineData("1.0.a", "<", "1.0.b")]
    [InlineData("1.0.a", "<", "1.0.a.1")]
    [InlineData("1.0-rc", "=", "1.0.pre.rc")]
    public void Word_makes_a_prerelease(string left, string order, string right) => Orders.Check(Scheme, left, order, right);

    [Theory]
    [InlineData("1", "=", "1.0.0")]
    [InlineData("", "=", "0")]
    [InlineData("1.0.1", ">", "1")]
    [InlineData("1.9", "<", "1.10")]
    public void Missing_numbers_are_zero(string left, string order, string right) => Orders.Check(Scheme, left, order, right);

    [Theory]
    [InlineData("1.0.0.a", "=", "1.a")]
    [InlineData("5.0.rc2", "=", "5.rc2")]
    [InlineData("1.a.0.b", "=", "1.a.b")]
    [InlineData("1.0.a.0.b", ">", "1.a.b")]
    [InlineData("1.0.a.0.b", ">", "1.a.0.0.b.0.c")]
    public void Zeros_before_the_first_word_do_not_count(string left, string order, string right) => Orders.Check(Scheme, left, order, right);

    [Theory]
    [InlineData("1.2.0-x86_64-linux", "=", "1.2.0")]
    [InlineData("1.2.0-java", "=", "1.2")]
    [InlineData("1.2.0-beta-arm64-darwin", "=", "1.2.0-beta")]
    public void Platform_is_no_part_of_the_version(string left, string order, string right) => Orders.Check(Scheme, left, order, right);

    [Theory]
    [InlineData("1..2", "<", "0.a")]
    [InlineData("beta", "<", "0.a")]
    public void Malformed_text_sorts_before_versions(string left, string order, string right) => Orders.Check(Scheme, left, order, right);

    [Theory]
    [InlineData("1.2.3.rc1", true)]
    [InlineData("1.2-beta.3", true)]
    [InlineData(" 1 ", true)]
    [InlineData("", true)]
    [InlineData("1.", false)]
    [InlineData("1.0-", false)]
    [InlineData("a.1", false)]
    [InlineData("1_2", false)]
    [InlineData("1.-a", false)]
    public void Versions_are_told_from_other_texts(string text, bool isVersion) => Assert.Equal(isVersion, Scheme.IsValid(text));
}
