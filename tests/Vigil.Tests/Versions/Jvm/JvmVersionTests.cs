using Vigil.Domain.Versions.Jvm;

namespace Vigil.Tests.Versions.Jvm;

public sealed class JvmVersionTests
{
    private static readonly JvmVersion Scheme = new();

    [Theory]
    [InlineData("1.8.0_292", "=", "8.0.292")]
    [InlineData("8u292-b10", "=", "1.8.0_292")]
    [InlineData("1.8.0-update131-b02", "=", "8.0.131")]
    [InlineData("1.7.0", "=", "7")]
    [InlineData("1.8.0_9", "<", "1.8.0_10")]
    [InlineData("1.8.0_292", "<", "11.0.4+11")]
    public void Old_and_new_spellings_meet(string left, string order, string right) => Orders.Check(Scheme, left, order, right);

    [Theory]
    [InlineData("11.0.4+11", "=", "11.0.4")]
    [InlineData("17.0.1+12-LTS", "=", "17.0.1")]
    [InlineData("1.8.0_131-b11", "=", "1.8.0_131-b12")]
    public void Build_does_not_count(string left, string order, string right) => Orders.Check(Scheme, left, order, right);

    [Theory]
    [InlineData("21-ea", "<", "21")]
    [InlineData("1.8.0_13-ea-b002", "<", "8.0.13")]
    [InlineData("9-ea", "<", "9-internal")]
    public void Prerelease_comes_before(string left, string order, string right) => Orders.Check(Scheme, left, order, right);

    [Theory]
    [InlineData("11.0.9", "<", "11.0.9.1")]
    [InlineData("11.0.9.1+1", "<", "11.0.10")]
    public void Fourth_number_counts(string left, string order, string right) => Orders.Check(Scheme, left, order, right);

    [Theory]
    [InlineData("1.a", "<", "0")]
    [InlineData("openjdk", "<", "1.0")]
    public void Other_texts_sort_first(string left, string order, string right) => Orders.Check(Scheme, left, order, right);

    [Theory]
    [InlineData("1.8.0_292-b10", true)]
    [InlineData("21-ea+35", true)]
    [InlineData("1.a", false)]
    [InlineData("x", false)]
    [InlineData("", false)]
    public void Versions_are_told_from_other_texts(string text, bool isVersion) => Assert.Equal(isVersion, Scheme.IsValid(text));
}
