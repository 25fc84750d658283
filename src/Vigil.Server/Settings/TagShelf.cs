using System.Collections.Immutable;
using Vigil.Domain.Accounts;
using Vigil.Server.Wire;
using Vigil.Storage.Records;

namespace Vigil.Server.Settings;

/// <summary>Tags on what an account made here: filters, CIS configurations.</summary>
internal sealed class TagShelf(IRecords records)
{
    /// <summary>Most tags on one thing.</summary>
    public const int Most = 50;

    private readonly Shelf<ImmutableSortedDictionary<string, string>> _shelf = new(records, "tags");

    /// <summary>The tags of a thing.</summary>
    public ImmutableSortedDictionary<string, string> Of(AccountId account, string arn) =>
        (_shelf.Get(account, arn) ?? ImmutableSortedDictionary<string, string>.Empty).WithComparers(StringComparer.Ordinal);

    /// <summary>Adds tags, in the place of those with the same keys.</summary>
    /// <exception cref="ApiException">They are too many, or a key is reserved.</exception>
    public void Add(AccountId account, string arn, IEnumerable<KeyValuePair<string, string>> tags)
    {
        var added = tags.ToList();
        if (added.Exists(tag => tag.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)))
        {
            throw ApiException.BadRequest("Keys that begin with aws: are reserved.");
        }

        if (added.Count > 0)
        {
            _shelf.Change(account, arn, before =>
            {
                var after = (before ?? ImmutableSortedDictionary<string, string>.Empty).WithComparers(StringComparer.Ordinal).SetItems(added);
                return after.Count <= Most ? after : throw ApiException.BadRequest($"A resource has at most {Most} tags.");
            });
        }
    }

    /// <summary>Removes tags by their keys.</summary>
    public void Remove(AccountId account, string arn, IEnumerable<string> keys)
    {
        var removed = keys.ToList();
        _shelf.Change(account, arn, before => (before ?? ImmutableSortedDictionary<string, string>.Empty).WithComparers(StringComparer.Ordinal).RemoveRange(removed));
    }

    /// <summary>Forgets the tags of a thing that is gone.</summary>
    public void Forget(AccountId account, string arn) => _shelf.Delete(account, arn);
}
