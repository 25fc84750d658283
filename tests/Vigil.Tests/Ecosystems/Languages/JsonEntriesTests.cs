using System.Text;
using System.Text.Json;
using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Tests.Ecosystems.Languages;

public sealed class JsonEntriesTests
{
    [Theory]
    [InlineData(3, 10)]
    [InlineData(2_000, 100)]
    [InlineData(3, 100_000)]
    public void Every_member_is_visited_whole_however_large_the_file_is(int entries, int length)
    {
        var filler = new string('x', length);
        var text = $"{{\"first\":[1,2],\"packages\":{{{string.Join(',', Enumerable.Range(0, entries).Select(at => $"\"p{at}\":{{\"a\":{{\"b\":\"{filler}\"}},\"v\":{at}}}"))}}},\"last\":\"{filler}\"}}";

        var seen = Visit(text);

        Assert.Equal(["first", .. Enumerable.Range(0, entries).Select(at => $"packages.p{at}={at}"), "last"], seen);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"packages\":{\"a\":{}")]
    [InlineData("{\"packages\":{\"a\":{}}}}")]
    [InlineData("{\"a\" 1}")]
    public void What_is_cut_off_or_broken_throws(string text) => Assert.ThrowsAny<JsonException>(() => Visit(text));

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("1")]
    public void What_is_no_object_is_refused(string text) => Assert.Throws<InvalidDataException>(() => Visit(text));

    private static List<string> Visit(string text)
    {
        var seen = new List<string>();
        var entries = new JsonEntries(["packages"], (string parent, string name, ref Utf8JsonReader value) =>
        {
            if (parent.Length == 0)
            {
                seen.Add(name);
                return;
            }

            using var document = JsonDocument.ParseValue(ref value);
            seen.Add($"{parent}.{name}={(document.RootElement.TryGetProperty("v", out var v) ? v.ToString() : "")}");
        });
        entries.Read(new MemoryFile(Encoding.UTF8.GetBytes(text)), new JsonReaderOptions { MaxDepth = 64 });
        return seen;
    }
}
