using System.Buffers;
using System.Security.Cryptography;

namespace Vigil.Scanning.Artifacts;

/// <summary>A digest as images spell it, <c>sha256:</c> and 64 lower-case hex digits (OCI image specification, descriptor).</summary>
/// <param name="Text">The whole spelling.</param>
internal readonly record struct ContentDigest(string Text)
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>The algorithm, or the default value of the type when it is none that can be computed.</summary>
    public HashAlgorithmName Algorithm => Text switch
    {
        ['s', 'h', 'a', '2', '5', '6', ':', ..] => HashAlgorithmName.SHA256,
        ['s', 'h', 'a', '3', '8', '4', ':', ..] => HashAlgorithmName.SHA384,
        ['s', 'h', 'a', '5', '1', '2', ':', ..] => HashAlgorithmName.SHA512,
        _ => default,
    };

    /// <summary>Reads a digest. Only what can be verified and can safely stand in a path or an address is accepted.</summary>
    public static bool TryParse(string? text, out ContentDigest digest)
    {
        digest = new ContentDigest(text ?? "");
        var digits = digest.Algorithm.Name switch { "SHA256" => 64, "SHA384" => 96, "SHA512" => 128, _ => -1 };
        var isValid = digest.Text.Length == digits + 7 && !digest.Text.AsSpan(7).ContainsAnyExcept(HexDigits);
        digest = isValid ? digest : default;
        return isValid;
    }

    /// <summary>The digest of bytes in memory, by the same algorithm as this one.</summary>
    public bool IsOf(ReadOnlySpan<byte> content) => Format(Algorithm, CryptographicOperations.HashData(Algorithm, content)) == Text;

    /// <summary>Spells a hash value.</summary>
    public static string Format(HashAlgorithmName algorithm, ReadOnlySpan<byte> hash) =>
#pragma warning disable CA1308 // the specification wants lower case
        $"{algorithm.Name?.ToLowerInvariant()}:{Convert.ToHexStringLower(hash)}";
#pragma warning restore CA1308

    /// <inheritdoc/>
    public override string ToString() => Text;
}
