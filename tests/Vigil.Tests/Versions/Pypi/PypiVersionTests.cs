using Vigil.Domain.Versions.Pypi;

namespace Vigil.Tests.Versions.Pypi;

public sealed class PypiVersionTests
{
    private static readonly PypiVersion Scheme = new();

    [Theory]
    [InlineData("1.0.dev1", "<", "1.0a1")]
    [InlineData("1.0a1.dev1", "<", "1.0a1")]
    [InlineData("1.0a9", "<", "1.0b1")]
    [InlineData("1.0b1", "<", "1.0rc1")]
    [InlineData("1.0rc1", "<", "1.0")]
    [InlineData("1.0", "<", "1.0.post1")]
    [InlineData("1.0.post1.dev1", "<", "1.0.post1")]
    [InlineData("1.0.post1", "<", "1.1.dev1")]
    public void Phases_of_a_release_follow_each_other(string left, string order, string right) => Orders.Check(Scheme, left, order, right);

    [Theory]
    [InlineData("v1.0", "=", "1")]
    [InlineData("1.0alpha2", "=", "1.0-A.2")]
    [InlineData("1.0c", "=", "1.0rc0")]
    [InlineData("1.0-1", "=", "1.0.post1")]
    [InlineData("1.0rev3", "=", "1.0_post_3")]
    [InlineData(" 1.0.0 ", "=", "1")]
    public void Spellings_are_normalised(string left, string order, string right) => Orders.Check(Scheme, left, order, right);

    [Theory]
    [InlineData("2024.1", "<", "1!1.0")]
    [InlineData("0!1", "=", "1")]
    public void Epoch_wins_over_release(string left, string order, string right) => Orders.Check(Scheme, left, order, right);

    [Theory]
    [InlineData("1.0", "<", "1.0+a")]
    [InlineData("1.0+a", "<", "1.0+1")]
    [InlineData("1.0+1", "<", "1.0+1.0")]
    [InlineData("1.0+ubuntu-1", "=", "1.0+UBUNTU.1")]
    [InlineData("1.0+9", "<", "1.0+10")]
    [InlineData("1.0+9", "<", "1.0.post1")]
    public void Local_version_counts_after_all_else(string left, string order, string right) => Orders.Check(Scheme, left, order, right);

    [Theory]
    [InlineData("2010-snapshot", "<", "0.dev0")]
    [InlineData("1.0-foo1", "<", "1.0-foo2")]
    [InlineData("1.0-foo", "<", "1.0-foo-1")]
    [InlineData("0.3m9", "<", "0.3m10")]
    [InlineData("", "<", "x")]
    [InlineData("1.0preview-x", "=", "1.0c-x")]
    public void Legacy_version_sorts_before_all_valid_ones(string left, string order, string right) => Orders.Check(Scheme, left, order, right);

    [Theory]
    [InlineData("1!2.0.0a1.post2.dev3+local.1", true)]
    [InlineData("1.0-", false)]
    [InlineData("1.0+", false)]
    [InlineData("1.0+a..b", false)]
    [InlineData("1.0+ı", false)]
    [InlineData("a1", false)]
    [InlineData("", false)]
    public void Versions_are_told_from_other_texts(string text, bool isVersion) => Assert.Equal(isVersion, Scheme.IsValid(text));

    [Theory]
    [InlineData("1.0+local", "1.0", 0)]
    [InlineData("1.0+local", "1.0+other", -1)]
    [InlineData("1.0+local", "1.0.post1", -1)]
    [InlineData("x+local", "x", -1)]
    public void Bound_without_local_part_stands_for_all_local_versions(string version, string bound, int order) =>
        Assert.Equal(order, Scheme.CompareToBound(version, bound));
}
