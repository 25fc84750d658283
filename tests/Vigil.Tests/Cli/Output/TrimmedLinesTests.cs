using Vigil.Cli.Output;

namespace Vigil.Tests.Cli.Output;

public sealed class TrimmedLinesTests
{
    [Theory]
    [InlineData("a b  \nc\n", "a b\nc\n")]
    [InlineData("  indented \r\n", "  indented\r\n")]
    [InlineData("   \n", "\n")]
    public void Blanks_at_the_end_of_a_line_are_left_out(string written, string expected)
    {
        using var text = new StringWriter();
        using var lines = new TrimmedLines(text);

        foreach (var piece in written.Chunk(3))
        {
            lines.Write(piece, 0, piece.Length);
        }

        Assert.Equal(expected, text.ToString());
    }
}
