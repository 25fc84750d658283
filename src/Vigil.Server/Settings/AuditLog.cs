using System.Globalization;
using System.Security.Cryptography;
using Vigil.Domain.Accounts;
using Vigil.Server.Wire;
using Vigil.Storage.Records;

namespace Vigil.Server.Settings;

/// <summary>Who changed what: one entry for each call that changed something, kept with the account.</summary>
internal sealed class AuditLog(IRecords records)
{
    /// <summary>How long an entry is kept.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(400);

    private const int LongestInput = 4096;

    private readonly Shelf<AuditEntry> _shelf = new(records, "audit");

    /// <summary>Notes a call that was done.</summary>
    public void Add(Call call)
    {
        // what is submitted is large and no setting
        var input = call.Input.GetRawText();
        var entry = new AuditEntry(call.At, call.Operation.Name, call.Caller.AccessKeyId, input.Length <= LongestInput ? input : "");
        var key = $"{call.At.UtcDateTime.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture)}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        _shelf.TryAdd(call.Account, key, entry, call.At + Kept);
    }

    /// <summary>The entries of an account, oldest first, after one.</summary>
    public IReadOnlyList<(string Key, AuditEntry Entry)> List(AccountId account, string after, int limit) => _shelf.List(account, after, limit);
}

/// <summary>One call that changed something.</summary>
/// <param name="At">When.</param>
/// <param name="Operation">What.</param>
/// <param name="AccessKeyId">By which key.</param>
/// <param name="Input">With which members, JSON; empty when they are long.</param>
internal sealed record AuditEntry(DateTimeOffset At, string Operation, string AccessKeyId, string Input);
