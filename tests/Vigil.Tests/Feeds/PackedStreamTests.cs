using System.Text;
using Vigil.Advisories.Feeds;

namespace Vigil.Tests.Feeds;

public sealed class PackedStreamTests
{
    // printf 'hello hello hello hello\n' twenty times, through xz --check=crc64
    private const string Xz = "/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4AHfABFdADQZSe6N6VYKwfnAwZVx5AAAAAAAAPapbI2qYag8AAEt4AMAAAAEqgZCscRn+wIAAAAABFla";

    // the same and twenty times "a", through bzip2 -9
    private const string Bzip2 = "QlpoOTFBWSZTWRNxmlIAAHpxAAAQQABAACJEoAAgpUAEMCPE3gqxZ6E4VZo50J4E+LuSKcKEgJuM0pA=";

    // the text of the xz document, through zstd --check
    private const string Zstd = "KLUv/QRojQAAOGhlbGxvIAoCAMU7VZG5FAGsRFIx";

    private static readonly string Hello = string.Concat(Enumerable.Repeat("hello hello hello hello\n", 20));

    public static TheoryData<string, string> Documents => new() { { "xz", Hello }, { "bz2", Hello + new string('a', 20) }, { "zst", Hello } };

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_document_is_unpacked(string form, string text) => Assert.Equal(text, Unpack(form, Packed(form)));

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_flipped_bit_never_gives_other_content(string form, string text)
    {
        for (var bit = 0; bit < Packed(form).Length * 8; bit++)
        {
            var damaged = Packed(form);
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            var exception = Record.Exception(() => Assert.Equal(text, Unpack(form, damaged)));
            Assert.True(exception is null or InvalidDataException, $"{form}, bit {bit}: {exception}");
        }
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_cut_document_is_noticed(string form, string text)
    {
        for (var length = 1; length < Packed(form).Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => Unpack(form, Packed(form)[..length]));
        }

        Assert.NotEmpty(text);
    }

    [Fact]
    public void What_follows_an_xz_stream_is_not_passed_over() =>
        Assert.Throws<InvalidDataException>(() => Unpack("xz", [.. Packed("xz"), .. Packed("xz")]));

    private static byte[] Packed(string form) => Convert.FromBase64String(form switch { "xz" => Xz, "bz2" => Bzip2, _ => Zstd });

    private static string Unpack(string form, byte[] packed)
    {
        var input = new MemoryStream(packed);
        using Stream stream = form switch { "xz" => PackedStream.Xz(input), "bz2" => PackedStream.Bzip2(input), _ => PackedStream.Zstd(input) };
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes, 977);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
