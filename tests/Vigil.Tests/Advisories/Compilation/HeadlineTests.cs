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

    [Theory]
    [InlineData("In the Linux kernel, the following vulnerability has been resolved:\n\nnet: fix a race\n\nSome text.", "net: fix a race")]
    [InlineData("** DISPUTED ** A flaw in curl. It is bad.", "A flaw in curl")]
    public void What_begins_very_many_descriptions_is_left_out(string description, string expected) =>
        Assert.Equal(expected, Headline.Of(description));

    [Theory]
    [InlineData("CVE-2024-0002", "openssl: double free")]
    [InlineData("CVE-2024-0004", "a race")]
    [InlineData("CVE-2024-0003", "")]
    public void An_erratum_for_several_flaws_has_a_line_about_each(string id, string expected) => Assert.Equal(expected, Headline.LineAbout(id, """
        OpenSSL is a toolkit. It does TLS.

        Security Fix(es):
          * openssl: a leak (CVE-2024-0001)
          * openssl: double free (CVE-2024-0002)
          - CVE-2024-0004: a race.
        For more see the CVE page.
        """));

    [Fact]
    public void A_long_sentence_is_cut_at_a_word()
    {
        var headline = Headline.Of(string.Join(' ', Enumerable.Repeat("overflow", 40)));

        Assert.EndsWith("overflow…", headline, StringComparison.Ordinal);
        Assert.True(headline.Length <= Headline.MaxLength + 1);
    }
}
