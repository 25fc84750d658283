using System.Text.Json;

namespace Vigil.Advisories.Feeds.Json;

/// <summary>
/// Gives the items of one array of a large document one after the other, holding one at a time: <c>{"count": 2, "vulnerabilities": [ {…}, {…} ]}</c>;
/// or the members of a large object: <c>{"bash": {…}, "zlib": {…}}</c>.
/// </summary>
/// <param name="stream">The document, unpacked.</param>
/// <param name="maxItemBytes">Bound on one item, and on what stands before the array.</param>
internal sealed class JsonItemStream(Stream stream, int maxItemBytes)
{
    private readonly Dictionary<string, string> _header = new(StringComparer.Ordinal);
    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private bool _isFinal;
    private JsonReaderState _state;

    private enum Outcome
    {
        NeedsMore,
        Again,
        Found,
        None,
    }

    private delegate Outcome Step(ref Utf8JsonReader reader, out Range item);

    /// <summary>Texts and numbers that stand before the array.</summary>
    public IReadOnlyDictionary<string, string> Header => _header;

    /// <summary>Name of the item given last, when it is a member of an object.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Enters the document itself, whose members, or items, are then given.</summary>
    /// <exception cref="FormatException">It is no object and no array.</exception>
    /// <exception cref="JsonException">Not JSON.</exception>
    public void Enter() => Run(StepInto, out _);

    /// <summary>Moves to the first item of the array.</summary>
    /// <param name="member">Name of the array in the outermost object.</param>
    /// <exception cref="FormatException">There is no such array, or what stands before it is too large.</exception>
    /// <exception cref="JsonException">Not JSON.</exception>
    public void Enter(string member)
    {
        if (!Run((ref Utf8JsonReader reader, out Range item) => StepTo(ref reader, member, out item), out _))
        {
            throw new FormatException($"Expected an array '{member}', found none.");
        }
    }

    /// <summary>Gives the next item; it is valid until the next call. After the last one the rest of the document is checked.</summary>
    /// <exception cref="FormatException">An item is too large.</exception>
    /// <exception cref="JsonException">The document is cut or broken.</exception>
    public bool TryNext(out ReadOnlySpan<byte> item)
    {
        if (Run(StepItem, out var range))
        {
            item = _buffer.AsSpan(range);
            return true;
        }

        while (Run(StepRest, out _))
        {
        }

        item = default;
        return false;
    }

    private static Outcome StepInto(ref Utf8JsonReader reader, out Range item)
    {
        item = default;
        return !reader.Read() ? Outcome.NeedsMore
            : reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray ? Outcome.Found
            : throw new FormatException($"Expected an object or an array, found {reader.TokenType}.");
    }

    private Outcome StepTo(ref Utf8JsonReader reader, string member, out Range item)
    {
        item = default;
        if (!reader.Read())
        {
            return Outcome.NeedsMore;
        }

        if (reader.TokenType != JsonTokenType.PropertyName)
        {
            return reader is { TokenType: JsonTokenType.StartObject, CurrentDepth: 0 } ? Outcome.Again
                : reader is { TokenType: JsonTokenType.EndObject } ? Outcome.None
                : throw new FormatException($"Expected an object, found {reader.TokenType}.");
        }

        var name = reader.GetString() ?? "";
        if (!reader.Read())
        {
            return Outcome.NeedsMore;
        }

        if (name == member && reader.TokenType == JsonTokenType.StartArray)
        {
            return Outcome.Found;
        }

        if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number)
        {
            _header[name] = System.Text.Encoding.UTF8.GetString(reader.ValueSpan);
        }

        return reader.TrySkip() ? Outcome.Again : Outcome.NeedsMore;
    }

    private Outcome StepItem(ref Utf8JsonReader reader, out Range item)
    {
        item = default;
        if (!reader.Read())
        {
            return Outcome.NeedsMore;
        }

        if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject)
        {
            return Outcome.None;
        }

        if (reader.TokenType == JsonTokenType.PropertyName)
        {
            Name = reader.GetString() ?? "";
            if (!reader.Read())
            {
                return Outcome.NeedsMore;
            }
        }

        var start = (int)reader.TokenStartIndex;
        if (!reader.TrySkip())
        {
            return Outcome.NeedsMore;
        }

        item = (_start + start)..(_start + (int)reader.BytesConsumed);
        return Outcome.Found;
    }

    private Outcome StepRest(ref Utf8JsonReader reader, out Range item)
    {
        item = default;
        return reader.Read() ? Outcome.Found : _isFinal ? Outcome.None : Outcome.NeedsMore;
    }

    private bool Run(Step step, out Range item)
    {
        while (true)
        {
            var reader = new Utf8JsonReader(_buffer.AsSpan(_start.._end), _isFinal, _state);
            var outcome = step(ref reader, out item);
            if (outcome != Outcome.NeedsMore)
            {
                _start += (int)reader.BytesConsumed;
                _state = reader.CurrentState;
                if (outcome != Outcome.Again)
                {
                    return outcome == Outcome.Found;
                }
            }
            else if (_isFinal)
            {
                throw new FormatException("The document ends before its end.");
            }
            else
            {
                Fill();
            }
        }
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start.._end).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            if (_buffer.Length > maxItemBytes)
            {
                throw new FormatException($"An item has more than {maxItemBytes} bytes.");
            }

            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _isFinal = read == 0;
        _end += read;
    }
}
