using System.Globalization;
using System.Security.Cryptography;
using Vigil.Domain.Accounts;
using Vigil.Server.Identity;
using Vigil.Server.Settings;
using Vigil.Storage.Records;

namespace Vigil.Server.Deliveries;

/// <summary>The destinations of all accounts, how far each has been told, and what each refused.</summary>
/// <remarks>All of them stand under one account of the records, with their own before the name, so that the sender finds them by one walk.</remarks>
internal sealed class DestinationShelf(IRecords records, SecretBox box)
{
    private static readonly AccountId Site = AccountId.Of(0);

    private readonly Shelf<Destination> _destinations = new(records, "destination");
    private readonly Shelf<Progress> _progress = new(records, "delivery");
    private readonly Shelf<DeadLetter> _deadLetters = new(records, "dead-letter");

    /// <summary>Everybody who wants to be told.</summary>
    public IEnumerable<OpenDestination> All => _destinations.List(Site).Select(pair => Open(pair.Key, pair.Value));

    /// <summary>Those of an account, by name.</summary>
    public IEnumerable<OpenDestination> Of(AccountId account) => All.Where(one => one.Account == account);

    /// <summary>One of an account; <see langword="null"/> when there is none of the name.</summary>
    public OpenDestination? Find(AccountId account, string name) => _destinations.Get(Site, KeyOf(account, name)) is { } found ? Open(KeyOf(account, name), found) : null;

    /// <summary>Adds one or changes its setup.</summary>
    /// <param name="account">Whose it is.</param>
    /// <param name="name">Its name.</param>
    /// <param name="setup">How to reach it, without a secret.</param>
    /// <param name="secret">Its secret; <see langword="null"/> to leave that as it is.</param>
    /// <param name="start">Number after which a new one is told of changes.</param>
    public void Put(AccountId account, string name, Destination setup, string? secret, long start)
    {
        var key = KeyOf(account, name);
        if (_destinations.Get(Site, key) is null)
        {
            // also when a call that was under way left something of one of this name that was deleted
            _progress.Change(Site, key, _ => new Progress { ReadTo = start });
        }

        _destinations.Change(Site, key, before => setup with
        {
            CreatedAt = before?.CreatedAt ?? setup.CreatedAt,
            SealedSecret = secret is null ? before?.SealedSecret ?? "" : secret.Length == 0 ? "" : box.Seal(secret, PurposeOf(key)),
        });
    }

    /// <summary>Removes one with all that is known of it.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Delete(AccountId account, string name)
    {
        var key = KeyOf(account, name);
        foreach (var letter in DeadLetters(account, name))
        {
            Forget(account, name, letter);
        }

        _progress.Delete(Site, key);
        return _destinations.Delete(Site, key);
    }

    /// <summary>How far it has been told.</summary>
    public Progress ProgressOf(AccountId account, string name) => _progress.Get(Site, KeyOf(account, name)) ?? new Progress();

    /// <summary>Changes that; again when another process was faster.</summary>
    public Progress Advance(AccountId account, string name, Func<Progress, Progress> change) =>
        _progress.Change(Site, KeyOf(account, name), before => change(before ?? new Progress()));

    /// <summary>What it refused, oldest first.</summary>
    public IReadOnlyList<DeadLetter> DeadLetters(AccountId account, string name)
    {
        var prefix = KeyOf(account, name) + "/";
        return [.. _deadLetters.List(Site, prefix).TakeWhile(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(pair => pair.Value)];
    }

    /// <summary>Keeps what it refused.</summary>
    public void Keep(AccountId account, string name, DeadLetter letter) => _deadLetters.TryAdd(Site, KeyOf(account, name, letter.Number), letter);

    /// <summary>Forgets what it refused.</summary>
    public void Forget(AccountId account, string name, DeadLetter letter) => _deadLetters.Delete(Site, KeyOf(account, name, letter.Number));

    /// <summary>The secret of a destination, in the clear; empty when it has none.</summary>
    /// <exception cref="CryptographicException">It was sealed by the key of another installation.</exception>
    public string SecretOf(OpenDestination destination) => destination.Setup.SealedSecret.Length == 0
        ? ""
        : box.Open(destination.Setup.SealedSecret, PurposeOf(KeyOf(destination.Account, destination.Name)));

    private static string KeyOf(AccountId account, string name) => $"{account}/{name}";

    private static string KeyOf(AccountId account, string name, long number) => string.Create(CultureInfo.InvariantCulture, $"{account}/{name}/{number:D19}");

    private static string PurposeOf(string key) => $"destination {key}";

    private static OpenDestination Open(string key, Destination setup) => new(
        AccountId.Parse(key.AsSpan(0, key.IndexOf('/', StringComparison.Ordinal))),
        key[(key.IndexOf('/', StringComparison.Ordinal) + 1)..],
        setup);
}
