namespace Vigil.Domain.Findings.Csv;

/// <summary>Writes CSV as RFC 4180 has it, every field in quotes.</summary>
internal static class CsvLine
{
    /// <summary>Writes one line.</summary>
    /// <remarks>A field that a spreadsheet would take for a formula gets an apostrophe in front.</remarks>
    public static void Write(TextWriter text, IEnumerable<string> fields)
    {
        var isFirst = true;
        foreach (var field in fields)
        {
            text.Write(isFirst ? "\"" : ",\"");
            if (field.Length > 0 && field[0] is '=' or '+' or '-' or '@' or '\t')
            {
                text.Write('\'');
            }

            text.Write(field.Replace("\"", "\"\"", StringComparison.Ordinal));
            text.Write('"');
            isFirst = false;
        }

        text.Write("\r\n");
    }
}
