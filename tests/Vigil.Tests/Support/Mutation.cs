using System.Text;

namespace Vigil.Tests.Support;

/// <summary>Damages bytes: a few changes of bytes, words and blocks, a cut, a piece of another file.</summary>
internal static class Mutation
{
    private static readonly byte[][] Words =
        [.. ((string[])["\"", "'", "{", "}", "[", "]", ":", ",", "\n", "\r\n", "\t", "  ", "- ", "#", "\\", "\0", "\u00ff", "\"\"\"", "null", "-1", "18446744073709551616", "../", "@", "/", "&a", "*a", "<<: *a", "|", ">", "%YAML", "= ", "[[package]]"]).Select(Encoding.UTF8.GetBytes)];

    public static byte[] Of(byte[] sound, IReadOnlyList<(string Path, byte[] Bytes)> others, Random chance)
    {
        var bytes = new List<byte>(sound);
        for (var changes = chance.Next(1, 6); changes > 0; changes--)
        {
            Change(bytes, others, chance);
        }

        return [.. bytes];
    }

    private static void Change(List<byte> bytes, IReadOnlyList<(string Path, byte[] Bytes)> others, Random chance)
    {
        var at = chance.Next(bytes.Count + 1);
        var length = Math.Min(bytes.Count - at, chance.Next(1, 64));
        switch (chance.Next(7))
        {
            case 0 when at < bytes.Count:
                bytes[at] = (byte)chance.Next(256);
                break;
            case 1 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << chance.Next(8));
                break;
            case 2:
                bytes.InsertRange(at, Words[chance.Next(Words.Length)]);
                break;
            case 3:
                bytes.RemoveRange(at, length);
                break;
            case 4:
                // a piece again and again: deep nesting, long lists
                var piece = bytes.GetRange(at, length);
                for (var times = chance.Next(1, 200); times > 0 && bytes.Count < 200_000; times--)
                {
                    bytes.InsertRange(at, piece);
                }

                break;
            case 5:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            default:
                var other = others[chance.Next(others.Count)].Bytes;
                var from = chance.Next(other.Length + 1);
                bytes.InsertRange(at, other.AsSpan(from, Math.Min(other.Length - from, chance.Next(512))).ToArray());
                break;
        }
    }
}
