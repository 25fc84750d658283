using System.Collections.Concurrent;
using System.Security.Cryptography;
using Vigil.Domain.Accounts;
using Vigil.Server.Settings;
using Vigil.Storage.Records;

namespace Vigil.Server.Identity;

/// <summary>The access keys of this installation. Their secrets are stored encrypted: who verifies a signature has to know them.</summary>
internal sealed class AccessKeys(IRecords records, SecretBox box, TimeProvider clock)
{
    // another process may delete a key
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(10);

    // keys belong to accounts, but are found by their id alone
    private static readonly AccountId Nobody = AccountId.Of(0);

    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private readonly Shelf<StoredKey> _shelf = new(records, "access-key");
    private readonly ConcurrentDictionary<string, (AccessKey Key, DateTimeOffset Until)> _known = new(StringComparer.Ordinal);

    /// <summary>Whether there is no key at all.</summary>
    public bool IsEmpty => _shelf.List(Nobody, limit: 1).Count == 0;

    /// <summary>A key by its id; <see langword="null"/> when there is none.</summary>
    public AccessKey? Find(string id)
    {
        var now = clock.GetUtcNow();
        if (_known.TryGetValue(id, out var known) && known.Until > now)
        {
            return known.Key;
        }

        if (_shelf.Get(Nobody, id) is not { } stored)
        {
            _known.TryRemove(id, out _);
            return null;
        }

        var key = new AccessKey(id, stored.Account, stored.Role, box.Open(stored.SealedSecret, id), stored.Resource);
        _known[id] = (key, now + Remembered);
        return key;
    }

    /// <summary>The keys of an account, ordinal order of their ids.</summary>
    public IReadOnlyList<(string Id, StoredKey Key)> Of(AccountId account) => [.. _shelf.List(Nobody).Where(one => one.Value.Account == account)];

    /// <summary>Makes a key with a random id and secret.</summary>
    /// <param name="account">Whose it is.</param>
    /// <param name="role">What it may do.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="resource">The one resource for which it may submit; <see langword="null"/> for any.</param>
    public AccessKey Create(AccountId account, Role role, string description, string? resource = null)
    {
        var key = new AccessKey($"VGIA{RandomNumberGenerator.GetString(Letters, 16)}", account, role, Convert.ToBase64String(RandomNumberGenerator.GetBytes(30)), resource);
        return Put(key, description);
    }

    /// <summary>Stores a key, in the place of one with the same id.</summary>
    public AccessKey Put(AccessKey key, string description)
    {
        _shelf.Change(Nobody, key.Id, _ => new StoredKey(key.Account, key.Role, box.Seal(key.Secret, key.Id), clock.GetUtcNow(), description, key.Resource));
        _known.TryRemove(key.Id, out _);
        return key;
    }

    /// <summary>Removes a key of an account.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Delete(AccountId account, string id)
    {
        _known.TryRemove(id, out _);
        return _shelf.Get(Nobody, id)?.Account == account && _shelf.Delete(Nobody, id);
    }
}
