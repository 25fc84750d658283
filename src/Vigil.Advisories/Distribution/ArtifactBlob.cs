using System.Security.Cryptography;
using Vigil.Advisories.Signing;

namespace Vigil.Advisories.Distribution;

/// <summary>A pointer to a blob.</summary>
/// <param name="Digest"><c>sha256:</c> and 64 hexadecimal digits in lower case: it also names a file.</param>
/// <param name="Size">Its length in bytes.</param>
public sealed record ArtifactBlob(string Digest, long Size)
{
    private const string Algorithm = "sha256:";

    /// <summary>Describes a blob.</summary>
    public static ArtifactBlob Of(ReadOnlySpan<byte> content) => new(Algorithm + Convert.ToHexStringLower(SHA256.HashData(content)), content.Length);

    /// <summary>The digest without its algorithm.</summary>
    internal string Hexadecimal => Digest[Algorithm.Length..];

    /// <summary>Whether a text is a digest.</summary>
    internal static bool IsDigest(string text) =>
        text.Length == Algorithm.Length + (2 * SHA256.HashSizeInBytes)
        && text.StartsWith(Algorithm, StringComparison.Ordinal)
        && text.Skip(Algorithm.Length).All(char.IsAsciiHexDigitLower);
}

/// <summary>A blob that leads from one generation to the next.</summary>
/// <param name="Before">Content id of the generation that one must have.</param>
/// <param name="After">Content id of the one that it gives.</param>
/// <param name="Blob">Where it is.</param>
public sealed record DeltaBlob(string Before, string After, ArtifactBlob Blob);

/// <summary>A blob that holds an exploit table.</summary>
/// <param name="ContentId">Content id of the table.</param>
/// <param name="Signature">Its signature, if it has one.</param>
/// <param name="Blob">Where it is.</param>
public sealed record ExploitBlob(string ContentId, ContentSignature? Signature, ArtifactBlob Blob);
