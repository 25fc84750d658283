using System.Buffers;
using System.Text.Json;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Languages;

/// <summary>
/// Visits a large JSON object piece by piece: each member, and of chosen members each member in turn, with its value whole in memory and no more than that.
/// </summary>
/// <param name="opens">Members of the top object whose own members are visited one by one.</param>
/// <param name="visit">Takes a value.</param>
internal sealed class JsonEntries(IReadOnlyList<string> opens, JsonEntries.Visitor visit)
{
    private const int FirstPiece = 64 << 10;

    /// <summary>Takes one value.</summary>
    /// <param name="parent">The member of the top object that holds it; empty for members of the top object themselves.</param>
    /// <param name="name">Name of the member.</param>
    /// <param name="value">At the first token of the value; nothing of what follows it can be read.</param>
    internal delegate void Visitor(string parent, string name, ref Utf8JsonReader value);

    private byte[] _buffer = [];
    private int _length;
    private bool _isLast;
    private string _parent = "";
    private string _name = "";

    /// <summary>Reads the document to its end.</summary>
    /// <exception cref="JsonException">It is no JSON, or is cut off.</exception>
    /// <exception cref="InvalidDataException">It is no object.</exception>
    public void Read(FileContent content, JsonReaderOptions options)
    {
        using var stream = content.OpenForward();
        var state = new JsonReaderState(options);
        try
        {
            Fill(stream, 0);
            var start = _buffer.AsSpan(0, _length).StartsWith("\uFEFF"u8) ? 3 : 0;
            while (true)
            {
                var used = Step(_buffer.AsSpan(start, _length - start), ref state);
                if (_isLast)
                {
                    return; // the reader has thrown if something was missing
                }

                Fill(stream, start + used);
                start = 0;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }
    }

    // reads on as far as whole values are there; gives the bytes that are done with, and the state behind them
    private int Step(ReadOnlySpan<byte> piece, ref JsonReaderState state)
    {
        var json = new Utf8JsonReader(piece, _isLast, state);
        var used = 0;
        while (json.Read())
        {
            switch (json.TokenType)
            {
                case JsonTokenType.PropertyName:
                    _name = json.GetString()!; // a member has a name
                    break;
                case JsonTokenType.StartObject when json.CurrentDepth == 0:
                    break;
                case JsonTokenType.StartObject when json.CurrentDepth == 1 && opens.Contains(_name, StringComparer.Ordinal):
                    _parent = _name;
                    break;
                case JsonTokenType.EndObject:
                    _parent = "";
                    break;
                case var first when json.CurrentDepth == 0:
                    throw new InvalidDataException($"an object was expected, and there is a {first}");
                default:
                    var start = (int)json.TokenStartIndex;
                    if (!json.TrySkip())
                    {
                        return used;
                    }

                    // a reader of its own, because one of a part of a document cannot skip
                    var value = new Utf8JsonReader(piece[start..(int)json.BytesConsumed], state.Options);
                    value.Read();
                    visit(_parent, _name, ref value);
                    break;
            }

            used = (int)json.BytesConsumed;
            state = json.CurrentState;
        }

        return used;
    }

    // drops what is done with and reads on; a value that fills the buffer makes it grow
    private void Fill(Stream stream, int used)
    {
        _length -= used;
        if (_length == _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(FirstPiece, _length * 2));
            _buffer.AsSpan(0, _length).CopyTo(larger);
            if (_buffer.Length > 0)
            {
                ArrayPool<byte>.Shared.Return(_buffer);
            }

            _buffer = larger;
        }
        else
        {
            _buffer.AsSpan(used, _length).CopyTo(_buffer);
        }

        // the whole buffer each time: a value that is not whole yet is looked at again from its start
        var free = _buffer.AsSpan(_length);
        var count = stream.ReadAtLeast(free, free.Length, throwOnEndOfStream: false);
        _length += count;
        _isLast = count < free.Length;
    }
}
