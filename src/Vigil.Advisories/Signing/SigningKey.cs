using System.Security.Cryptography;

namespace Vigil.Advisories.Signing;

/// <summary>The secret key of whoever makes generations: ECDSA on the curve P-256, kept as PKCS #8 in PEM.</summary>
public sealed class SigningKey : IDisposable
{
    private readonly ECDsa _key;

    private SigningKey(ECDsa key) => _key = key;

    /// <summary>Makes a new key.</summary>
    public static SigningKey Create() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Reads a key.</summary>
    /// <exception cref="FormatException">It is no secret key on P-256, or one that a password protects.</exception>
    public static SigningKey Parse(string pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            key.ExportParameters(includePrivateParameters: true); // fails when there is only the public half
            return TrustedKeys.IsP256(key) ? new SigningKey(key) : throw new FormatException("The key is on another curve: expected P-256, as 'vigil db key new' makes it.");
        }
        catch (Exception ex) when (ex is ArgumentException or CryptographicException or FormatException)
        {
            key.Dispose();
            throw ex as FormatException ?? new FormatException($"This is no secret key: expected an unencrypted PRIVATE KEY in PEM. {ex.Message}", ex);
        }
    }

    /// <summary>The secret key in PEM.</summary>
    public string ExportSecret() => _key.ExportPkcs8PrivateKeyPem() + "\n";

    /// <summary>The public key in PEM, for those who are to trust it.</summary>
    public string ExportPublic() => _key.ExportSubjectPublicKeyInfoPem() + "\n";

    /// <summary>Signs a generation or an exploit table.</summary>
    /// <param name="kind">Which of the two.</param>
    /// <param name="contentId">Its content id.</param>
    public ContentSignature Sign(SignedContent kind, string contentId) => new(
        kind,
        contentId,
        TrustedKeys.IdOf(_key),
        Convert.ToBase64String(_key.SignData(ContentSignature.Statement(kind, contentId), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)));

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
