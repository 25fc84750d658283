using System.Text;
using Vigil.Scanning.Ecosystems;
using Vigil.Scanning.Ecosystems.Languages.Documents;
using Vigil.Scanning.Extraction;

namespace Vigil.Tests.Ecosystems.Languages.Documents;

public sealed class DocumentTests
{
    [Theory]
    [InlineData("""{"a": {"b": [1, "x", true, null]}, "c": "d"}""", "json")]
    [InlineData("c = 'd'\n[a]\nb = [1, \"x\", true]\n", "toml")]
    [InlineData("a:\n  b: [1, 'x', true, ~]\nc: d\n", "yaml")]
    public void Notations_give_the_same_document(string text, string notation)
    {
        var document = Read(text, notation);

        Assert.Equal(["1", "x", "true"], document["a"]["b"].Items.Take(3).Select(item => item.Text));
        Assert.True(document["a"]["b"].Items[2].IsTrue);
        Assert.Equal("d", document["c"].Text);
        Assert.Equal("", document["a"]["no"]["such"].Text);
    }

    [Fact]
    public void Last_of_two_members_counts_and_many_members_are_found_as_few_are()
    {
        var text = $"{{{string.Join(',', Enumerable.Range(0, 50).Select(at => $"\"m{at % 30}\":\"{at}\""))}}}";

        var document = JsonNotation.Read(Encoding.UTF8.GetBytes(text));

        Assert.Equal(30, document.Members.Count);
        Assert.Equal(["30", "49", "29"], ((string[])["m0", "m19", "m29"]).Select(name => document[name].Text));
    }

    [Fact]
    public void Table_that_is_opened_twice_is_one()
    {
        var document = TomlNotation.Read("[a.b]\nx = 1\n[c]\n[a.d]\ny = 2\n");

        Assert.Equal(("1", "2"), (document["a"]["b"]["x"].Text, document["a"]["d"]["y"].Text));
    }

    [Fact]
    public void Last_document_of_yaml_counts() => Assert.Equal("2", YamlNotation.Read(new StringReader("a: 1\n---\na: 2\n"))["a"].Text);

    [Fact]
    public void Alias_of_yaml_stands_for_nothing()
    {
        var document = YamlNotation.Read(new StringReader("a: &x [1, 2]\nb: *x\n"));

        Assert.Equal(DocumentNodeKind.Absent, document["b"].Kind);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("toml")]
    [InlineData("yaml")]
    public void Endless_nesting_is_refused(string notation)
    {
        var text = notation == "toml" ? $"a = {new string('[', 100_000)}" : $"{(notation == "yaml" ? "a: " : "")}{new string('[', 100_000)}";

        var read = Extracted.From(new AnyDocument(notation), "x.lock", text);

        Assert.Equal(EcosystemCodes.DamagedFile, Assert.Single(read.Diagnostics).Code);
    }

    private static DocumentNode Read(string text, string notation) => notation switch
    {
        "json" => JsonNotation.Read(Encoding.UTF8.GetBytes(text)),
        "toml" => TomlNotation.Read(text),
        _ => YamlNotation.Read(new StringReader(text)),
    };

    private sealed class AnyDocument(string notation)
        : DocumentExtractor("x.lock", notation == "json" ? Notation.Json : notation == "toml" ? Notation.Toml : Notation.Yaml)
    {
        protected override void Read(string path, DocumentNode document, FactSink sink)
        {
        }
    }
}
