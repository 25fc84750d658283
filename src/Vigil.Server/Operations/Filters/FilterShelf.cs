using Vigil.Domain.Accounts;
using Vigil.Server.Settings;
using Vigil.Server.Wire;
using Vigil.Storage.Records;

namespace Vigil.Server.Operations.Filters;

/// <summary>The filters of the accounts, by ARN.</summary>
internal sealed class FilterShelf(IRecords records)
{
    /// <summary>Most filters of an account (spec §9).</summary>
    public const int Most = 500;

    private readonly Shelf<SavedFilter> _shelf = new(records, "filter");

    /// <summary>All of an account.</summary>
    public IReadOnlyList<(string Arn, SavedFilter Filter)> List(AccountId account) => _shelf.List(account);

    /// <summary>Whether an account has a filter.</summary>
    public bool Exists(AccountId account, string arn) => _shelf.Get(account, arn) is not null;

    /// <summary>Adds one.</summary>
    /// <exception cref="ApiException">The account has too many, or one of this name.</exception>
    public void Add(AccountId account, string arn, SavedFilter filter)
    {
        var others = List(account);
        if (others.Count >= Most)
        {
            throw ApiException.QuotaExceeded($"An account has at most {Most} filters.", account.ToString());
        }

        RequireFreeName(others, arn, filter.Name);
        _shelf.TryAdd(account, arn, filter);
    }

    /// <summary>Changes one.</summary>
    /// <exception cref="ApiException">There is none, or another has the name.</exception>
    public void Change(AccountId account, string arn, Func<SavedFilter, SavedFilter> change) => _shelf.Change(account, arn, before =>
    {
        var after = change(before ?? throw Missing(arn));
        RequireFreeName(List(account), arn, after.Name);
        return after;
    });

    /// <summary>Removes one.</summary>
    /// <exception cref="ApiException">There is none.</exception>
    public void Delete(AccountId account, string arn)
    {
        if (!_shelf.Delete(account, arn))
        {
            throw Missing(arn);
        }
    }

    private static void RequireFreeName(IEnumerable<(string Arn, SavedFilter Filter)> others, string arn, string name)
    {
        if (others.Any(other => other.Arn != arn && other.Filter.Name == name))
        {
            throw ApiException.BadRequest($"A filter with the name {name} exists.");
        }
    }

    private static ApiException Missing(string arn) => ApiException.NotFound($"There is no filter {arn}.");
}
