using System.Diagnostics;
using System.Text;
using Vigil.Advisories.Download.Xz;

namespace Vigil.Tests.Download.Xz;

public sealed class XzStreamTests
{
    // printf 'hello hello hello hello\n' twenty times, through xz --check=crc64.
    private const string Hello = "/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4AHfABFdADQZSe6N6VYKwfnAwZVx5AAAAAAAAPapbI2qYag8AAEt4AMAAAAEqgZCscRn+wIAAAAABFla";

    private static readonly string HelloText = string.Concat(Enumerable.Repeat("hello hello hello hello\n", 20));

    private static byte[] Unpack(byte[] packed)
    {
        using var xz = new XzStream(new MemoryStream(packed));
        using var bytes = new MemoryStream();
        xz.CopyTo(bytes, 977);
        return bytes.ToArray();
    }

    [Fact]
    public void A_small_file_is_unpacked()
    {
        var text = Encoding.UTF8.GetString(Unpack(Convert.FromBase64String(Hello)));

        Assert.Equal(HelloText, text);
    }

    [Fact]
    public void Streams_follow_each_other()
    {
        var packed = Convert.FromBase64String(Hello);

        var text = Encoding.UTF8.GetString(Unpack([.. packed, 0, 0, 0, 0, .. packed]));

        Assert.Equal(HelloText + HelloText, text);
    }

    [Fact]
    public void A_flipped_bit_never_gives_other_content()
    {
        var packed = Convert.FromBase64String(Hello);

        for (var bit = 0; bit < packed.Length * 8; bit++)
        {
            var damaged = packed.ToArray();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            var exception = Record.Exception(() => Assert.Equal(HelloText, Encoding.UTF8.GetString(Unpack(damaged))));
            Assert.True(exception is null or InvalidDataException, $"bit {bit}: {exception}");
        }
    }

    [Fact]
    public void A_cut_file_is_noticed()
    {
        var packed = Convert.FromBase64String(Hello);

        for (var length = 1; length < packed.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => Unpack(packed[..length]));
        }
    }

    [Theory]
    [InlineData("-0")]
    [InlineData("-9e")]
    [InlineData("--check=sha256")]
    [InlineData("--check=crc32 --block-size=20000")]
    [InlineData("--check=none --lzma2=dict=4KiB,lc=0,lp=2,pb=0")]
    [InlineData("--lzma2=dict=64KiB,lc=4,lp=0,pb=4")]
    public void What_xz_packs_is_unpacked(string options)
    {
        foreach (var (content, seed) in new[] { (0, 0), (1, 1), (70_000, 2), (3_000_000, 3) })
        {
            var bytes = Content(content, seed);

            Assert.True(bytes.AsSpan().SequenceEqual(Unpack(Pack(bytes, options))), $"{content} bytes with {options}");
        }
    }

    // Runs of words, of noise and of repetition.
    private static byte[] Content(int length, int seed)
    {
        var random = new Random(seed);
        var bytes = new byte[length];
        for (var at = 0; at < length;)
        {
            var run = Math.Min(length - at, random.Next(1, 5_000));
            var span = bytes.AsSpan(at, run);
            switch (random.Next(3))
            {
                case 0:
                    random.NextBytes(span);
                    break;
                case 1:
                    span.Fill((byte)random.Next(256));
                    break;
                default:
                    for (var i = 0; i < run; i++)
                    {
                        span[i] = at > 100 ? bytes[at - 100 + (i % 100)] : (byte)('a' + (i % 26));
                    }

                    break;
            }

            at += run;
        }

        return bytes;
    }

    private static byte[] Pack(byte[] bytes, string options)
    {
        if (!File.Exists("/usr/bin/xz"))
        {
            Assert.Skip("xz is not installed");
        }

        using var process = Process.Start(new ProcessStartInfo("/usr/bin/xz", $"-c {options}") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!; // a new process
        var feeding = Task.Run(() =>
        {
            process.StandardInput.BaseStream.Write(bytes);
            process.StandardInput.Close();
        });
        using var packed = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(packed);
        process.WaitForExit();
        feeding.GetAwaiter().GetResult();
        return packed.ToArray();
    }
}
