using System.Text;

namespace Vigil.Advisories.Feeds;

/// <summary>Reads records of comma-separated values (RFC 4180): a quoted field may hold commas, line ends and doubled quotes.</summary>
/// <param name="text">The document.</param>
/// <param name="maxRecordLength">Bound on the characters of one record.</param>
internal sealed class CsvRecordReader(TextReader text, int maxRecordLength)
{
    private readonly StringBuilder _field = new();
    private readonly List<string> _fields = [];

    /// <summary>Reads the next record; empty lines are skipped.</summary>
    /// <returns>Its fields, valid until the next call; <see langword="null"/> at the end.</returns>
    /// <exception cref="FormatException">A record is too long, or a quote is not closed.</exception>
    public IReadOnlyList<string>? Read()
    {
        _fields.Clear();
        _field.Clear();
        var (isQuoted, length) = (false, 0);
        for (int next; (next = text.Read()) >= 0;)
        {
            if (++length > maxRecordLength)
            {
                throw new FormatException($"A record has more than {maxRecordLength} characters.");
            }

            if (next == '"' && isQuoted && text.Peek() == '"')
            {
                _field.Append((char)text.Read());
            }
            else if (next == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (next == ',' && !isQuoted)
            {
                EndField();
            }
            else if (next == '\n' && !isQuoted)
            {
                if (_fields.Count > 0 || _field.Length > 0)
                {
                    EndField();
                    return _fields;
                }
            }
            else if (next != '\r' || isQuoted)
            {
                _field.Append((char)next);
            }
        }

        if (isQuoted)
        {
            throw new FormatException("A quote is not closed: the document is cut.");
        }

        if (_fields.Count == 0 && _field.Length == 0)
        {
            return null;
        }

        EndField();
        return _fields;
    }

    private void EndField()
    {
        _fields.Add(_field.ToString());
        _field.Clear();
    }
}
