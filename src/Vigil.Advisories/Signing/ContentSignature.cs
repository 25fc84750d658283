using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Vigil.Advisories.Signing;

/// <summary>Somebody's word that a generation or an exploit table is his: a few lines of text beside it, <c>&lt;content id&gt;.vgl.sig</c>.</summary>
/// <remarks>
/// What is signed is the line <c>vigil generation &lt;content id&gt;</c> (or <c>vigil exploits …</c>) with its line feed, by ECDSA on P-256 with SHA-256, in the
/// DER encoding that <c>openssl dgst -sha256 -verify</c> takes. The content id is a SHA-256 over all of the content, so the signature covers every byte of meaning.
/// </remarks>
/// <param name="Kind">What is signed.</param>
/// <param name="ContentId">Which one.</param>
/// <param name="KeyId">SHA-256 of the public key (SubjectPublicKeyInfo), in lower-case hexadecimal: tells which key to look for, proves nothing.</param>
/// <param name="Value">The signature in base 64.</param>
public sealed record ContentSignature(SignedContent Kind, string ContentId, string KeyId, string Value)
{
    /// <summary>Bound on the text; a real one has some 330 bytes.</summary>
    public const int MaxLength = 4096;

    private const string FirstLine = "vigil signature 1", KeyLine = "key ", ValueLine = "ecdsa-p256-sha256 ";

    private const int HexDigits = 64;

    /// <summary>Reads a signature.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ContentSignature? signature)
    {
        ArgumentNullException.ThrowIfNull(text);
        signature = text.Length <= MaxLength && text.Split('\n') is [FirstLine, var content, var key, var value, ""]
            && KindOf(content) is { } kind
            && After(content, Word(kind) + " ") is { } contentId && IsDigest(contentId)
            && After(key, KeyLine) is { } keyId && IsDigest(keyId)
            && After(value, ValueLine) is { } base64
                ? new ContentSignature(kind, contentId, keyId, base64)
                : null;
        return signature is not null;
    }

    /// <summary>Where the signature of a file lies.</summary>
    public static string PathBeside(string file) => file + ".sig";

    /// <summary>Reads the signature beside a file.</summary>
    /// <returns><see langword="null"/> when there is none.</returns>
    /// <exception cref="FormatException">The file is no signature.</exception>
    public static ContentSignature? ReadBeside(string file)
    {
        var beside = new FileInfo(PathBeside(file));
        if (!beside.Exists)
        {
            return null;
        }

        return beside.Length <= MaxLength && TryParse(File.ReadAllText(beside.FullName), out var signature)
            ? signature
            : throw new FormatException($"{beside.FullName} is no signature: its first line must be '{FirstLine}'");
    }

    /// <summary>Writes the signature beside a file, whole or not at all.</summary>
    public void WriteBeside(string file)
    {
        var path = PathBeside(file);
        File.WriteAllText(path + ".tmp", ToString());
        File.Move(path + ".tmp", path, overwrite: true);
    }

    /// <summary>The text, as <see cref="TryParse"/> reads it.</summary>
    public override string ToString() => $"{FirstLine}\n{Word(Kind)} {ContentId}\n{KeyLine}{KeyId}\n{ValueLine}{Value}\n";

    /// <summary>What is signed. The words before the id keep a key that signs other things too from being misled.</summary>
    internal static byte[] Statement(SignedContent kind, string contentId) => Encoding.ASCII.GetBytes($"vigil {Word(kind)} {contentId}\n");

    private static string Word(SignedContent kind) => kind switch
    {
        SignedContent.Generation => "generation",
        SignedContent.ExploitTable => "exploits",
        _ => throw new UnreachableException(),
    };

    private static SignedContent? KindOf(string line) => line.Split(' ')[0] switch
    {
        "generation" => SignedContent.Generation,
        "exploits" => SignedContent.ExploitTable,
        _ => null,
    };

    private static string? After(string line, string start) => line.StartsWith(start, StringComparison.Ordinal) ? line[start.Length..] : null;

    private static bool IsDigest(string text) => text.Length == HexDigits && text.All(char.IsAsciiHexDigitLower);
}
