using System.Text.Json;
using System.Text.Json.Serialization;
using Vigil.Domain.Accounts;
using Vigil.Storage.Records;

namespace Vigil.Server.Settings;

/// <summary>Documents of one kind, as records of this program.</summary>
/// <param name="records">Where they are kept.</param>
/// <param name="kind">The kind.</param>
/// <typeparam name="T">What a document is; its JSON is stored, so members may come and may not change their meaning.</typeparam>
internal sealed class Shelf<T>(IRecords records, string kind)
    where T : class
{
    private const int MostAttempts = 20;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(), new AccountIdConverter() },
    };

    /// <summary>A document; <see langword="null"/> when there is none.</summary>
    public T? Get(AccountId account, string key) => records.Get(kind, account, key) is { } record ? Read(record) : null;

    /// <summary>Documents in the ordinal order of their keys, after one.</summary>
    public IReadOnlyList<(string Key, T Value)> List(AccountId account, string after = "", int limit = int.MaxValue) =>
        [.. records.List(kind, account, after, limit).Select(record => (record.Key, Read(record)))];

    /// <summary>Writes a document that must not be there yet.</summary>
    /// <returns>Whether it was not.</returns>
    public bool TryAdd(AccountId account, string key, T value, DateTimeOffset? expiresAt = null) =>
        records.TryPut(kind, account, key, Write(value), version: 0, expiresAt);

    /// <summary>Makes a document out of the one that is there, or out of <see langword="null"/>; again when somebody else was faster.</summary>
    /// <param name="account">Whose it is.</param>
    /// <param name="key">Its key.</param>
    /// <param name="change">Gives the new one. It may be called several times.</param>
    /// <param name="expiresAt">When retention takes it away; <see langword="null"/> when it stays.</param>
    /// <returns>The new one.</returns>
    public T Change(AccountId account, string key, Func<T?, T> change, DateTimeOffset? expiresAt = null)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var before = records.Get(kind, account, key);
            var after = change(before is null ? null : Read(before));
            if (records.TryPut(kind, account, key, Write(after), before?.Version ?? 0, expiresAt))
            {
                return after;
            }
        }

        throw new InvalidOperationException($"The {kind} {key} of {account} is changed by others all the time.");
    }

    /// <summary>Removes a document.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Delete(AccountId account, string key) => records.Delete(kind, account, key);

    private static byte[] Write(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Json);

    private T Read(Record record) =>
        JsonSerializer.Deserialize<T>(record.Value, Json) ?? throw new FormatException($"The {kind} {record.Key} is stored as null.");

    private sealed class AccountIdConverter : JsonConverter<AccountId>
    {
        public override AccountId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => AccountId.Parse(reader.GetString());

        public override void Write(Utf8JsonWriter writer, AccountId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
