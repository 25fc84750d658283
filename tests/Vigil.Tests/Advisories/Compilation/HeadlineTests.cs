using Vigil.Advisories.Compilation;

namespace Vigil.Tests.Advisories.Compilation;

public sealed class HeadlineTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("A flaw in curl. It is bad.", "A flaw in curl")]
    [InlineData("  Over\nseveral\t lines.  ", "Over several lines")]
    [InlineData("curl 7.86.0 leaks", "curl 7.86.0 leaks")]
    [InlineData("It reads a name (e.g. \"KEY\") twice. Then it ends.", "It reads a name (e.g. \"KEY\") twice")]
    public void A_headline_is_the_first_sentence_on_one_line(string description, string expected) =>
        Assert.Equal(expected, Headline.Of(description));

    [Fact]
    public void A_long_sentence_is_cut_at_a_word()
    {
        var headline = Headline.Of(string.Join(' ', Enumerable.Repeat("overflow", 40)));

        Assert.EndsWith("overflow…", headline, StringComparison.Ordinal);
        Assert.True(headline.Length <= Headline.MaxLength + 1);
    }
}
