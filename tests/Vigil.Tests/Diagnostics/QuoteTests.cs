using System.Text;
using Vigil.Domain.Diagnostics;

namespace Vigil.Tests.Diagnostics;

public sealed class QuoteTests
{
    [Fact]
    public void Control_characters_are_escaped() => Assert.Equal("a\\u001b[31mb\\u000a", Quote.Of("a\e[31mb\n"));

    [Fact]
    public void Long_input_is_cut_and_says_so()
    {
        Assert.Equal(new string('a', 80), Quote.Of(new string('a', 80)));
        Assert.Equal(new string('a', 80) + "…", Quote.Of(new string('a', 81)));
    }

    [Fact]
    public void Bytes_are_quoted_like_text()
    {
        Assert.Equal("ü\\u0000", Quote.Of("ü\0"u8));
        Assert.Equal("\uFFFD", Quote.Of([0xFF]));
        Assert.Equal(new string('a', 80) + "…", Quote.Of(Encoding.UTF8.GetBytes(new string('a', 1_000))));
    }
}
