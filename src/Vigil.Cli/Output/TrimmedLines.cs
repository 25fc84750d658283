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
    public override void Write(char value)
    {
        if (value == ' ')
        {
            _blanks++;
            return;
        }

        if (_blanks > 0 && value is not ('\n' or '\r'))
        {
            output.Write(new string(' ', _blanks));
        }

        _blanks = 0;
        output.Write(value);
    }

    /// <inheritdoc/>
    public override void Write(string? value) => Write(value.AsSpan());

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer)
    {
        foreach (var character in buffer)
        {
            Write(character);
        }
    }

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override void Flush() => output.Flush();
}
