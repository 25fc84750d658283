using System.Security.Cryptography;
using Vigil.Advisories.Signing;

namespace Vigil.Tests.Advisories.Signing;

public sealed class TrustedKeysTests : IDisposable
{
    private const string Generation = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    private readonly SigningKey _key = SigningKey.Create();
    private readonly SigningKey _other = SigningKey.Create();

    public void Dispose()
    {
        _key.Dispose();
        _other.Dispose();
    }

    [Fact]
    public void A_signature_is_trusted_by_its_public_key()
    {
        using var read = SigningKey.Parse(_key.ExportSecret());

        TrustedKeys.Parse(_key.ExportPublic()).Check(SignedContent.Generation, Generation, read.Sign(SignedContent.Generation, Generation));
    }

    [Fact]
    public void A_signature_is_written_and_read()
    {
        var signature = _key.Sign(SignedContent.Generation, Generation);

        Assert.True(ContentSignature.TryParse(signature.ToString(), out var read));
        Assert.Equal(signature, read);
    }

    [Fact]
    public void Each_of_several_keys_is_trusted()
    {
        var keys = TrustedKeys.Parse("the old key\n" + _other.ExportPublic() + "the new key\n" + _key.ExportPublic());

        keys.Check(SignedContent.Generation, Generation, _key.Sign(SignedContent.Generation, Generation));
        keys.Check(SignedContent.Generation, Generation, _other.Sign(SignedContent.Generation, Generation));
    }

    [Fact]
    public void Whatever_else_is_refused_with_the_reason()
    {
        var keys = TrustedKeys.Parse(_key.ExportPublic());
        var (signature, foreign) = (_key.Sign(SignedContent.Generation, Generation), _other.Sign(SignedContent.Generation, Generation));

        Assert.Contains("not signed", Refusal(null), StringComparison.Ordinal);
        Assert.Contains("not trusted", Refusal(foreign), StringComparison.Ordinal);
        Assert.Contains("exchanged", Refusal(_key.Sign(SignedContent.Generation, Generation.Replace('0', '1'))), StringComparison.Ordinal);
        Assert.Contains("exchanged", Refusal(_key.Sign(SignedContent.ExploitTable, Generation)), StringComparison.Ordinal);
        Assert.Contains("tampered", Refusal(_key.Sign(SignedContent.ExploitTable, Generation) with { Kind = SignedContent.Generation }), StringComparison.Ordinal);
        Assert.Contains("tampered", Refusal(_key.Sign(SignedContent.Generation, Generation.Replace('0', '1')) with { ContentId = Generation }), StringComparison.Ordinal);
        Assert.Contains("tampered", Refusal(foreign with { KeyId = signature.KeyId }), StringComparison.Ordinal);
        Assert.Contains("tampered", Refusal(signature with { Value = "no base 64" }), StringComparison.Ordinal);
        Assert.Contains("tampered", Refusal(signature with { Value = "" }), StringComparison.Ordinal);

        string Refusal(ContentSignature? given) => Assert.Throws<SignatureException>(() => keys.Check(SignedContent.Generation, Generation, given)).Message;
    }

    [Theory]
    [InlineData("")]
    [InlineData("vigil signature 1\n")]
    [InlineData("vigil signature 2\ngeneration {0}\nkey {0}\necdsa-p256-sha256 MEUC\n")]
    [InlineData("vigil signature 1\ngeneration {0}\nkey {0}\necdsa-p256-sha256 MEUC")]
    [InlineData("vigil signature 1\ngeneration ../{0}\nkey {0}\necdsa-p256-sha256 MEUC\n")]
    [InlineData("vigil signature 1\nkey {0}\ngeneration {0}\necdsa-p256-sha256 MEUC\n")]
    public void What_is_no_signature_is_not_read(string text) =>
        Assert.False(ContentSignature.TryParse(text.Replace("{0}", Generation, StringComparison.Ordinal), out _));

    [Fact]
    public void A_secret_key_is_not_taken_for_a_public_one_nor_a_public_one_for_a_secret()
    {
        Assert.Throws<FormatException>(() => TrustedKeys.Parse(_key.ExportSecret()));
        Assert.Throws<FormatException>(() => SigningKey.Parse(_key.ExportPublic()));
        Assert.Throws<FormatException>(() => TrustedKeys.Parse("no key"));
        Assert.Throws<FormatException>(() => SigningKey.Parse("no key"));
    }

    [Fact]
    public void A_key_on_another_curve_is_refused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        Assert.Throws<FormatException>(() => SigningKey.Parse(key.ExportPkcs8PrivateKeyPem()));
        Assert.Throws<FormatException>(() => TrustedKeys.Parse(key.ExportSubjectPublicKeyInfoPem()));
    }
}
