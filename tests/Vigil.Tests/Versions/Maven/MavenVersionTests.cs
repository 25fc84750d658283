using Vigil.Domain.Versions.Maven;

namespace Vigil.Tests.Versions.Maven;

public sealed class MavenVersionTests
{
    private static readonly MavenVersion Scheme = new();

    [Theory]
    [InlineData("1-alpha", "<", "1-beta")]
    [InlineData("1-beta", "<", "1-milestone")]
    [InlineData("1-milestone", "<", "1-rc")]
    [InlineData("1-cr", "=", "1-rc")]
    [InlineData("1-rc", "<", "1-SNAPSHOT")]
    [InlineData("1-snapshot", "<", "1")]
    [InlineData("1", "<", "1-sp")]
    [InlineData("1-sp", "<", "1-abc")]
    [InlineData("1-abc", "<", "1-xyz")]
    [InlineData("1-xyz", "<", "1-1")]
    [InlineData("1-1", "<", "1.1")]
    public void Qualifiers_have_their_places(string left, string order, string right) => Orders.Check(Scheme, left, order, right);

    [Theory]
    [InlineData("1.Final", "=", "1")]
    [InlineData("1.0.0-ga", "=", "1")]
    [InlineData("1-RELEASE", "=", "1.0")]
    public void Release_qualifiers_say_nothing(string left, string order, string right) => Orders.Check(Scheme, left, order, right);

    [Theory]
    [InlineData("1a1", "=", "1-alpha-1")]
    [InlineData("1b2", "=", "1-beta2")]
    [InlineData("1m3", "=", "1-milestone-3")]
    [InlineData("1-a", ">", "1")]
    public void Short_qualifiers_need_a_number(string left, string order, string right) => Orders.Check(Scheme, left, order, right);

    [Theory]
    [InlineData("1", "=", "1.0.0")]
    [InlineData("1.0-x", "=", "1-x")]
    [InlineData("1.0.1", ">", "1-1")]
    [InlineData("1-0.1", "<", "1.0-0.1")]
    [InlineData("00100", "=", "100")]
    public void Zeros_at_the_end_do_not_count(string left, string order, string right) => Orders.Check(Scheme, left, order, right);

    [Theory]
    [InlineData("1.x", "=", "1-x")]
    [InlineData("1.RC1", "=", "1-rc1")]
    [InlineData("1.RC2", "<", "1-RC3")]
    public void Dot_before_a_last_word_is_a_dash(string left, string order, string right) => Orders.Check(Scheme, left, order, right);

    [Theory]
    [InlineData("1.99999999999999999999", ">", "1.99999999999999999998")]
    [InlineData("20190126.230843", ">", "2.9")]
    public void Any_size_of_number_counts(string left, string order, string right) => Orders.Check(Scheme, left, order, right);

    [Theory]
    [InlineData("1", "<", "1.Final-redhat-1")]
    [InlineData("1-alpha", "<", "1.sp.1")]
    [InlineData("1.alpha.1", "<", "1-alpha")]
    [InlineData("1.Final", "<", "1.Final-redhat-1")]
    [InlineData("1-ga-1", "=", "1-1")]
    public void Word_before_more_sorts_by_how_it_stands_to_the_end(string left, string order, string right) => Orders.Check(Scheme, left, order, right);
}
