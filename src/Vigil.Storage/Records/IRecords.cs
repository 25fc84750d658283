using Vigil.Domain.Accounts;

namespace Vigil.Storage.Records;

/// <summary>Settings and bookkeeping: small documents by kind, account and key. What the estate computes with is not here but in tables of its own.</summary>
/// <remarks>Thread-safe. Each call is a transaction.</remarks>
public interface IRecords
{
    /// <summary>A document; <see langword="null"/> when there is none.</summary>
    Record? Get(string kind, AccountId account, string key);

    /// <summary>Documents in the ordinal order of their keys.</summary>
    /// <param name="kind">Their kind.</param>
    /// <param name="account">Whose they are.</param>
    /// <param name="after">Only those after this key; empty for all.</param>
    /// <param name="limit">At most so many.</param>
    IReadOnlyList<Record> List(string kind, AccountId account, string after, int limit);

    /// <summary>Writes a document.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="account">Whose it is.</param>
    /// <param name="key">Its key.</param>
    /// <param name="value">The document.</param>
    /// <param name="version">Version that it is written in the place of; zero when there must be none.</param>
    /// <param name="expiresAt">When retention takes it away; <see langword="null"/> when it stays.</param>
    /// <returns>Whether it was written; it is not when somebody else was faster.</returns>
    bool TryPut(string kind, AccountId account, string key, byte[] value, long version, DateTimeOffset? expiresAt = null);

    /// <summary>Removes a document.</summary>
    /// <returns>Whether there was one.</returns>
    bool Delete(string kind, AccountId account, string key);
}
