using System.Text;
using Vigil.Domain;

namespace Vigil.Tests;

public sealed class TextPoolTests
{
    [Fact]
    public void Equal_texts_are_one_string()
    {
        var pool = new TextPool();

        Assert.Same(pool.Get("amd64"u8), pool.Get("amd64"u8));
    }

    [Fact]
    public void Texts_that_share_a_slot_stay_apart()
    {
        var pool = new TextPool();
        string[] texts = [.. Enumerable.Range(0, 20_000).Select(number => $"package-{number}")];

        Assert.Equal(texts, texts.Select(text => pool.Get(Encoding.UTF8.GetBytes(text))));
    }

    [Fact]
    public void Text_of_any_kind_comes_back_as_it_is()
    {
        var pool = new TextPool();

        Assert.Equal(["", "Jörg", "Jörg", new string('x', 500)], [pool.Get(""u8), pool.Get("Jörg"u8), pool.Get("Jörg"u8), pool.Get(Encoding.UTF8.GetBytes(new string('x', 500)))]);
    }
}
