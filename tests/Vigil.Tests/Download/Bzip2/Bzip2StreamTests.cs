using System.Diagnostics;
using System.Text;
using Vigil.Advisories.Download.Bzip2;

namespace Vigil.Tests.Download.Bzip2;

public sealed class Bzip2StreamTests
{
    // "hello hello hello hello\n" twenty times and twenty times "a", through bzip2 -9.
    private const string Hello = "QlpoOTFBWSZTWRNxmlIAAHpxAAAQQABAACJEoAAgpUAEMCPE3gqxZ6E4VZo50J4E+LuSKcKEgJuM0pA=";

    private static readonly string HelloText = string.Concat(Enumerable.Repeat("hello hello hello hello\n", 20)) + new string('a', 20);

    private static byte[] Unpack(byte[] packed)
    {
        using var bzip2 = new Bzip2Stream(new MemoryStream(packed));
        using var bytes = new MemoryStream();
        bzip2.CopyTo(bytes, 977);
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

        var text = Encoding.UTF8.GetString(Unpack([.. packed, .. packed]));

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

        for (var length = 0; length < packed.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => Unpack(packed[..length]));
        }
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("-9")]
    public void What_bzip2_packs_is_unpacked(string options)
    {
        foreach (var (length, seed) in new[] { (0, 0), (1, 1), (70_000, 2), (3_000_000, 3) })
        {
            var bytes = Content(length, seed);

            Assert.True(bytes.AsSpan().SequenceEqual(Unpack(Pack(bytes, options))), $"{length} bytes with {options}");
        }
    }

    // Runs of words, of noise and of repetition.
    private static byte[] Content(int length, int seed)
    {
        var random = new Random(seed);
        var bytes = new byte[length];
        for (var at = 0; at < length;)
        {
            var run = bytes.AsSpan(at, Math.Min(length - at, random.Next(1, 5_000)));
            switch (random.Next(3))
            {
                case 0:
                    random.NextBytes(run);
                    break;
                case 1:
                    run.Fill((byte)random.Next(256));
                    break;
                default:
                    Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("fixed in 1.2-3 ", 400)))[..run.Length].CopyTo(run);
                    break;
            }

            at += run.Length;
        }

        return bytes;
    }

    private static byte[] Pack(byte[] bytes, string options)
    {
        if (!File.Exists("/usr/bin/bzip2"))
        {
            Assert.Skip("bzip2 is not installed");
        }

        using var process = Process.Start(new ProcessStartInfo("/usr/bin/bzip2", $"-c {options}") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!; // a new process
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
