using System.Security.Cryptography;

namespace Vigil.Advisories.Signing;

/// <summary>The public keys of those whose generations are taken: one, or for the time of a change of keys several.</summary>
public sealed class TrustedKeys
{
    /// <summary>File beside the generations with the keys that are trusted there.</summary>
    public const string FileName = "trusted.pub";

    private const int MaxKeys = 16;

    // public keys by their id, as SubjectPublicKeyInfo
    private readonly Dictionary<string, byte[]> _keys = new(StringComparer.Ordinal);

    private TrustedKeys()
    {
    }

    /// <summary>Reads the <c>PUBLIC KEY</c> blocks of a text in PEM.</summary>
    /// <exception cref="FormatException">There is none, more than sixteen, or one is not on the curve P-256.</exception>
    public static TrustedKeys Parse(string pem)
    {
        ArgumentNullException.ThrowIfNull(pem);
        var trusted = new TrustedKeys();
        var rest = pem.AsSpan();
        while (PemEncoding.TryFind(rest, out var fields))
        {
            if (rest[fields.Label] is not "PUBLIC KEY")
            {
                throw new FormatException("The file of trusted keys holds something else than public keys; keep the secret key where generations are signed.");
            }

            trusted.Add(rest[fields.Location]);
            rest = rest[fields.Location.End..];
        }

        return trusted._keys.Count is > 0 and <= MaxKeys
            ? trusted
            : throw new FormatException($"The file of trusted keys holds {trusted._keys.Count} keys: expected from 1 to {MaxKeys} blocks of PUBLIC KEY in PEM.");
    }

    /// <summary>The keys in <see cref="FileName"/> of an advisory directory; <see langword="null"/> when there is no such file.</summary>
    /// <exception cref="FormatException">It cannot be read, or holds no public keys.</exception>
    public static TrustedKeys? PinnedIn(string directory) =>
        Path.Combine(directory, FileName) is var path && File.Exists(path) ? Parse(KeyFile.Read(path)) : null;

    /// <summary>Checks that a generation or an exploit table was signed by one of the keys.</summary>
    /// <param name="kind">Which of the two.</param>
    /// <param name="contentId">Its content id; that its content has this id is for the caller to check.</param>
    /// <param name="signature">The signature, or <see langword="null"/> when it has none.</param>
    /// <exception cref="SignatureException">It was not.</exception>
    public void Check(SignedContent kind, string contentId, ContentSignature? signature)
    {
        var content = $"{(kind == SignedContent.Generation ? "Generation" : "Exploit table")} {contentId}";
        if (signature is null)
        {
            throw new SignatureException($"{content} is not signed, and only signed ones are taken here. Nothing was replaced.");
        }

        if (signature.Kind != kind || signature.ContentId != contentId)
        {
            throw new SignatureException($"{content} comes with the signature of {signature.ContentId}: one of the two was exchanged. Nothing was replaced.");
        }

        if (!_keys.TryGetValue(signature.KeyId, out var info))
        {
            throw new SignatureException($"{content} is signed with key {signature.KeyId}, which is not trusted here. Nothing was replaced.");
        }

        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(info, out _);
        var value = new byte[signature.Value.Length];
        if (!Convert.TryFromBase64String(signature.Value, value, out var length)
            || !key.VerifyData(
                ContentSignature.Statement(kind, contentId), value.AsSpan(0, length), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))
        {
            throw new SignatureException($"{content} has a false signature: it was tampered with. Nothing was replaced.");
        }
    }

    internal static bool IsP256(ECDsa key) =>
        key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value;

    internal static string IdOf(ECDsa key) => Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));

    private void Add(ReadOnlySpan<char> pem)
    {
        using var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            if (IsP256(key))
            {
                _keys[IdOf(key)] = key.ExportSubjectPublicKeyInfo();
                return;
            }
        }
        catch (Exception ex) when (ex is ArgumentException or CryptographicException)
        {
            throw new FormatException($"A trusted key cannot be read: {ex.Message}", ex);
        }

        throw new FormatException("A trusted key is on another curve: expected P-256, as 'vigil db key new' makes it.");
    }
}
