using Vigil.Domain.Accounts;
using Vigil.Storage.Records;

namespace Vigil.Server.Settings;

/// <summary>What the accounts have chosen.</summary>
internal sealed class AccountSettings(IRecords records)
{
    private const string Key = "settings";

    private readonly Shelf<AccountState> _shelf = new(records, "account");

    /// <summary>What an account has chosen; the defaults for one that nobody heard of.</summary>
    public AccountState Of(AccountId account) => _shelf.Get(account, Key) ?? new AccountState();

    /// <summary>Changes it.</summary>
    public AccountState Change(AccountId account, Func<AccountState, AccountState> change) =>
        _shelf.Change(account, Key, before => change(before ?? new AccountState()));
}
