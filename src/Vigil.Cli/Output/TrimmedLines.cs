using System.Text;

namespace Vigil.Cli.Output;

/// <summary>A writer that leaves out the blanks at the ends of lines, with which tables fill their last column.</summary>
/// <param name="output">Where the lines go.</param>
internal sealed class TrimmedLines(TextWriter output) : TextWriter
{
    private int _blanks;

    /// <inheritdoc/>
    public override Encoding Encoding => output.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Write([value]);

    /// <inheritdoc/>
    public override void Write(string? value) => Write(value.AsSpan());

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var text = buffer.IndexOf(' ') is var blank and >= 0 ? buffer[..blank] : buffer;
            if (text is [not ('\n' or '\r'), ..] && _blanks > 0)
            {
                output.Write(new string(' ', _blanks));
            }

            output.Write(text);
            var rest = buffer[text.Length..].TrimStart(' ');
            _blanks = (text.IsEmpty ? _blanks : 0) + buffer.Length - text.Length - rest.Length;
            buffer = rest;
        }
    }

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override void Flush() => output.Flush();
}
