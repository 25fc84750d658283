using Vigil.Domain.Accounts;

namespace Vigil.Storage.Records;

/// <summary>Records in the database of the site.</summary>
/// <param name="database">The database.</param>
public sealed class DatabaseRecords(EstateDatabase database) : IRecords
{
    /// <inheritdoc/>
    public Record? Get(string kind, AccountId account, string key) => database.Read(session =>
        session["SELECT key, version, value FROM record WHERE kind = $1 AND account = $2 AND key = $3"]
            .List(RecordOf, kind, account.Number, key)
            .FirstOrDefault());

    /// <inheritdoc/>
    public IReadOnlyList<Record> List(string kind, AccountId account, string after, int limit) => database.Read(session =>
        session["SELECT key, version, value FROM record WHERE kind = $1 AND account = $2 AND key > $3 ORDER BY key LIMIT $4"]
            .List(RecordOf, kind, account.Number, after, (long)limit));

    /// <inheritdoc/>
    public bool TryPut(string kind, AccountId account, string key, byte[] value, long version, DateTimeOffset? expiresAt = null) => database.Write(session => version == 0
        ? session["INSERT INTO record (kind, account, key, version, value, expires_at) VALUES ($1, $2, $3, 1, $4, $5) ON CONFLICT DO NOTHING"]
            .Run(kind, account.Number, key, value, Times.Column(expiresAt)) == 1
        : session["UPDATE record SET version = version + 1, value = $4, expires_at = $6 WHERE kind = $1 AND account = $2 AND key = $3 AND version = $5"]
            .Run(kind, account.Number, key, value, version, Times.Column(expiresAt)) == 1);

    /// <inheritdoc/>
    public bool Delete(string kind, AccountId account, string key) => database.Write(session =>
        session["DELETE FROM record WHERE kind = $1 AND account = $2 AND key = $3"].Run(kind, account.Number, key) == 1);

    private static Record RecordOf(System.Data.Common.DbDataReader row) => new(row.GetString(0), row.GetInt64(1), (byte[])row[2]);
}
