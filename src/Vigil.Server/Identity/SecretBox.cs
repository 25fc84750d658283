using System.Security.Cryptography;
using System.Text;

namespace Vigil.Server.Identity;

/// <summary>Encrypts what has to be read again, the secrets of access keys, with the key of this installation (AES-256-GCM).</summary>
/// <param name="key">32 bytes.</param>
internal sealed class SecretBox(byte[] key)
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary>Reads the key from a file of base 64, or makes one that only the owner may read.</summary>
    /// <exception cref="FormatException">The file holds something else.</exception>
    public static SecretBox OfFile(string path)
    {
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var writer = new StreamWriter(path, Encoding.ASCII, options);
            writer.Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        }
        catch (IOException) when (File.Exists(path))
        {
            // made by an earlier start
        }

        var bytes = Convert.FromBase64String(File.ReadAllText(path).Trim());
        return bytes.Length == 32 ? new SecretBox(bytes) : throw new FormatException($"{path} does not hold 32 bytes in base 64.");
    }

    /// <summary>Encrypts a text for one purpose.</summary>
    /// <param name="text">The text.</param>
    /// <param name="purpose">Whose it is: it opens for nothing else.</param>
    public string Seal(string text, string purpose)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var box = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(box.AsSpan(0, NonceBytes), plain, box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes), Encoding.UTF8.GetBytes(purpose));
        return Convert.ToBase64String(box);
    }

    /// <summary>Decrypts it again.</summary>
    /// <exception cref="CryptographicException">It was sealed by another key or for another purpose, or was changed.</exception>
    public string Open(string sealedText, string purpose)
    {
        var box = Convert.FromBase64String(sealedText);
        var plain = new byte[Math.Max(0, box.Length - NonceBytes - TagBytes)];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(box.AsSpan(0, NonceBytes), box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes), plain, Encoding.UTF8.GetBytes(purpose));
        return Encoding.UTF8.GetString(plain);
    }

    /// <summary>A keyed digest of bytes, for what the server gives out and gets back.</summary>
    public byte[] Authenticate(ReadOnlySpan<byte> bytes) => HMACSHA256.HashData(key, bytes);
}
