using System.Security.Cryptography;
using System.Text;
using Vigil.Domain.Accounts;
using Vigil.Server.Identity;
using Vigil.Server.Settings;
using Vigil.Storage.Records;

namespace Vigil.Server.Sources;

/// <summary>The sources of all accounts.</summary>
/// <remarks>All of them stand under one account of the records, with their own before the name, so that a notification finds its source by the name alone.</remarks>
internal sealed class SourceShelf(IRecords records, SecretBox box)
{
    private static readonly AccountId Site = AccountId.Of(0);

    private readonly Shelf<Source> _sources = new(records, "source");
    private readonly Shelf<LastLook> _looks = new(records, "source-look");

    /// <summary>All of them.</summary>
    public IEnumerable<OpenSource> All => _sources.List(Site).Select(pair => Open(pair.Key, pair.Value));

    /// <summary>Those of an account, by name.</summary>
    public IEnumerable<OpenSource> Of(AccountId account) => All.Where(one => one.Account == account);

    /// <summary>One of an account; <see langword="null"/> when there is none of the name.</summary>
    public OpenSource? Find(AccountId account, string name) => _sources.Get(Site, KeyOf(account, name)) is { } found ? new OpenSource(account, name, found) : null;

    /// <summary>Adds one or changes its setup.</summary>
    /// <param name="account">Whose it is.</param>
    /// <param name="name">Its name.</param>
    /// <param name="setup">How to reach it, without a secret and a token.</param>
    /// <param name="secret">Its secret; <see langword="null"/> to leave that as it is.</param>
    /// <returns>The token that its notifications have to bring, when it is new.</returns>
    public string? Put(AccountId account, string name, Source setup, string? secret)
    {
        var key = KeyOf(account, name);
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        var after = _sources.Change(Site, key, before => setup with
        {
            CreatedAt = before?.CreatedAt ?? setup.CreatedAt,
            TokenDigest = before?.TokenDigest ?? DigestOf(token),
            SealedSecret = secret is null ? before?.SealedSecret ?? "" : secret.Length == 0 ? "" : box.Seal(secret, PurposeOf(key)),
        });
        return after.TokenDigest == DigestOf(token) ? token : null;
    }

    /// <summary>Removes one.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Delete(AccountId account, string name)
    {
        _looks.Delete(Site, KeyOf(account, name));
        return _sources.Delete(Site, KeyOf(account, name));
    }

    /// <summary>The secret of a source, in the clear; empty when it has none.</summary>
    /// <exception cref="CryptographicException">It was sealed by the key of another installation.</exception>
    public string SecretOf(OpenSource source) =>
        source.Setup.SealedSecret.Length == 0 ? "" : box.Open(source.Setup.SealedSecret, PurposeOf(KeyOf(source.Account, source.Name)));

    /// <summary>The source of a name that a token opens; <see langword="null"/> when it opens none.</summary>
    public OpenSource? Opened(string name, string token)
    {
        var digest = Encoding.ASCII.GetBytes(DigestOf(token));
        return All.FirstOrDefault(one => one.Name == name && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(one.Setup.TokenDigest), digest));
    }

    /// <summary>When it was last looked at with success.</summary>
    public DateTimeOffset? LookedAt(OpenSource source) => _looks.Get(Site, KeyOf(source.Account, source.Name))?.At;

    /// <summary>Notes that it was looked at.</summary>
    public void Looked(OpenSource source, DateTimeOffset at) => _looks.Change(Site, KeyOf(source.Account, source.Name), _ => new LastLook(at));

    private static string KeyOf(AccountId account, string name) => $"{account}/{name}";

    private static string PurposeOf(string key) => $"source {key}";

    private static string DigestOf(string token) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private static OpenSource Open(string key, Source setup)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return new OpenSource(AccountId.Parse(key.AsSpan(0, slash)), key[(slash + 1)..], setup);
    }

    private sealed record LastLook(DateTimeOffset At);
}
