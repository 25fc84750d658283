using System.Text;

namespace Vigil.Tests.Support;

/// <summary>Damages bytes: a few changes of bytes, words and blocks, a cut, a piece of another file. Works in one buffer, so that millions of cases cost no memory.</summary>
/// <param name="maxBytes">Longest case.</param>
internal sealed class Mutation(int maxBytes)
{
    private const int MaxPiece = 64, MaxForeignPiece = 512, MaxRepetitions = 200;

    private static readonly byte[][] Words =
        [.. ((string[])["\"", "'", "{", "}", "[", "]", ":", ",", "\n", "\r\n", "\t", "  ", "- ", "#", "\\", "\0", "\u00ff", "\"\"\"", "null", "-1", "18446744073709551616", "../", "@", "/", "&a", "*a", "<<: *a", "|", ">", "%YAML", "= ", "[[package]]"]).Select(Encoding.UTF8.GetBytes)];

    private static readonly byte[] Letters = "0123456789abcxyzABCXYZ.-_+~^!/@%* "u8.ToArray();

    private readonly byte[] _buffer = new byte[maxBytes];
    private readonly byte[] _piece = new byte[MaxPiece];
    private int _length, _room;

    /// <summary>
    /// A damaged copy of no more than so many bytes; valid until the next one is made. Half of them are damaged in names and numbers alone, so that the file stays
    /// one of its notation and what is behind the notation gets its share.
    /// </summary>
    public ReadOnlyMemory<byte> Of(ReadOnlySpan<byte> sound, IReadOnlyList<(string Path, byte[] Bytes)> others, Random chance, int room)
    {
        (_length, _room) = (0, room);
        Insert(0, sound);
        var isMild = chance.Next(2) == 0;
        for (var changes = chance.Next(1, 6); changes > 0; changes--)
        {
            if (isMild)
            {
                ChangeLetter(chance);
            }
            else
            {
                Change(others, chance);
            }
        }

        return _buffer.AsMemory(0, _length);
    }

    private void Change(IReadOnlyList<(string Path, byte[] Bytes)> others, Random chance)
    {
        var at = chance.Next(_length + 1);
        var length = Math.Min(_length - at, chance.Next(1, MaxPiece));
        switch (chance.Next(7))
        {
            case 0 when at < _length:
                _buffer[at] = (byte)chance.Next(256);
                break;
            case 1 when at < _length:
                _buffer[at] ^= (byte)(1 << chance.Next(8));
                break;
            case 2:
                Insert(at, Words[chance.Next(Words.Length)]);
                break;
            case 3:
                _buffer.AsSpan((at + length).._length).CopyTo(_buffer.AsSpan(at));
                _length -= length;
                break;
            case 4:
                Repeat(at, length, chance.Next(1, MaxRepetitions));
                break;
            case 5:
                _length = at;
                break;
            default:
                var other = others[chance.Next(others.Count)].Bytes;
                var from = chance.Next(other.Length + 1);
                Insert(at, other.AsSpan(from, Math.Min(other.Length - from, chance.Next(MaxForeignPiece))));
                break;
        }
    }

    // a letter or digit, or a few of them left out
    private void ChangeLetter(Random chance)
    {
        var at = chance.Next(_length + 1);
        while (at < _length && !char.IsAsciiLetterOrDigit((char)_buffer[at]))
        {
            at++;
        }

        var end = at;
        while (end < _length && char.IsAsciiLetterOrDigit((char)_buffer[end]))
        {
            end++;
        }

        if (at < end && chance.Next(4) > 0)
        {
            _buffer[at] = Letters[chance.Next(Letters.Length)];
        }
        else if (at < end)
        {
            _buffer.AsSpan(end.._length).CopyTo(_buffer.AsSpan(at));
            _length -= end - at;
        }
    }

    // a piece again and again: deep nesting, long lists
    private void Repeat(int at, int length, int times)
    {
        var piece = _piece.AsSpan(0, length);
        _buffer.AsSpan(at, length).CopyTo(piece);
        var room = OpenAt(at, length * times);
        for (; room.Length > 0 && length > 0; room = room[Math.Min(length, room.Length)..])
        {
            piece[..Math.Min(length, room.Length)].CopyTo(room);
        }
    }

    private void Insert(int at, ReadOnlySpan<byte> bytes)
    {
        var room = OpenAt(at, bytes.Length);
        bytes[..room.Length].CopyTo(room);
    }

    // moves the rest back; what does not fit any more falls off the end
    private Span<byte> OpenAt(int at, int length)
    {
        length = Math.Min(length, _room - at);
        var rest = Math.Min(_length - at, _room - at - length);
        _buffer.AsSpan(at, rest).CopyTo(_buffer.AsSpan(at + length));
        _length = at + length + rest;
        return _buffer.AsSpan(at, length);
    }
}
