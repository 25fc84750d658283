using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Vigil.Domain.Accounts;
using Vigil.Storage.Documents;
using Vigil.Storage.Sessions;
using Vigil.Storage.Work;

namespace Vigil.Storage.Rules;

/// <summary>The filters of all accounts. What a change of them means for findings follows by <see cref="RuleWeighing"/>. For any number of threads.</summary>
public sealed class FilterRegistry(EstateDatabase database, TimeProvider clock)
{
    private const string Columns = "owner, uid, name, action, created_at, updated_at, expires_at, document";

    /// <summary>Adds a filter, or changes the one of its name in the API.</summary>
    /// <param name="filter">The filter; without <see cref="FindingFilter.Arn"/> a new one.</param>
    /// <param name="maxFilters">Most filters that the owner may have.</param>
    /// <returns>The filter as it is kept; <see langword="null"/> when there is none to change.</returns>
    /// <exception cref="DuplicateFilterException">The owner has another one of that name.</exception>
    /// <exception cref="TooManyFiltersException">The owner has as many as it may.</exception>
    public FindingFilter? Put(FindingFilter filter, int maxFilters)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var now = Times.Now(clock);
        return database.Write(session =>
        {
            if (session["SELECT uid FROM filter WHERE owner = $1 AND name = $2"].First(filter.Owner.Number, filter.Name) is string uid && ArnOf(filter.Owner, uid) != filter.Arn)
            {
                throw new DuplicateFilterException(filter.Name);
            }

            var kept = filter.Arn.Length == 0 ? Insert(session, filter, maxFilters, now) : Update(session, filter, now);
            if (kept is not null)
            {
                WorkList.Ask(session, RuleWeighing.Of(filter.Owner));
            }

            return kept;
        });
    }

    /// <summary>Deletes a filter; what it suppressed becomes active again.</summary>
    /// <returns>Whether the owner had it.</returns>
    public bool Delete(AccountId owner, string arn) => database.Write(session =>
    {
        var found = session["DELETE FROM filter WHERE owner = $1 AND uid = $2"].Run(owner.Number, UidOf(owner, arn)) > 0;
        if (found)
        {
            WorkList.Ask(session, RuleWeighing.Of(owner));
        }

        return found;
    });

    /// <summary>The filters of an account in the order in which they were made.</summary>
    public IReadOnlyList<FindingFilter> List(AccountId owner) =>
        database.Read(session => session[$"SELECT {Columns} FROM filter WHERE owner = $1 ORDER BY id"].List(Read, owner.Number));

    /// <summary>Says whose rules count for an account: its own, or those of its organisation's administrator.</summary>
    public void Govern(AccountId account, AccountId owner) => database.Write(session =>
    {
        if (SuppressionRules.OwnerOf(session, account) != owner.Number)
        {
            session["DELETE FROM rule_owner WHERE account = $1"].Run(account.Number);
            if (account != owner)
            {
                session["INSERT INTO rule_owner VALUES ($1, $2)"].Run(account.Number, owner.Number);
            }

            WorkList.Ask(session, RuleWeighing.Of(owner));
        }
    });

    private FindingFilter Insert(Session session, FindingFilter filter, int maxFilters, DateTimeOffset now)
    {
        if (session["SELECT count(*) FROM filter WHERE owner = $1"].Number(filter.Owner.Number) >= maxFilters)
        {
            throw new TooManyFiltersException(maxFilters);
        }

        var numbers = new Numbers(session, "filter");
        var id = numbers.Take();
        numbers.Save();
        var uid = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"filter {id}"))).AsSpan(0, 8));
        var kept = filter with { Arn = ArnOf(filter.Owner, uid), CreatedAt = now, UpdatedAt = now };
        session[$"INSERT INTO filter ({Columns}, id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"].Run([.. Values(kept, uid), id]);
        return kept;
    }

    private FindingFilter? Update(Session session, FindingFilter filter, DateTimeOffset now)
    {
        var uid = UidOf(filter.Owner, filter.Arn);
        if (session["SELECT created_at FROM filter WHERE owner = $1 AND uid = $2"].Number(filter.Owner.Number, uid) is not { } created)
        {
            return null;
        }

        var kept = filter with { CreatedAt = Times.Time(created), UpdatedAt = now };
        session["UPDATE filter SET name = $3, action = $4, created_at = $5, updated_at = $6, expires_at = $7, document = $8 WHERE owner = $1 AND uid = $2"].Run(Values(kept, uid));
        return kept;
    }

    private static object[] Values(FindingFilter filter, string uid) =>
    [
        filter.Owner.Number, uid, filter.Name, filter.Suppresses ? 1L : 0L, Times.Column(filter.CreatedAt), Times.Column(filter.UpdatedAt),
        Times.Column(filter.ExpiresAt), Json.Write(new FilterDocument(filter.Criteria, filter.Description, filter.Reason)),
    ];

    private FindingFilter Read(DbDataReader row)
    {
        var document = Json.Read<FilterDocument>(row.GetFieldValue<byte[]>(7));
        var owner = AccountId.Of(row.GetInt64(0));
        return new FindingFilter
        {
            Arn = ArnOf(owner, row.GetString(1)),
            Owner = owner,
            Name = row.GetString(2),
            Suppresses = row.GetInt64(3) == 1,
            Criteria = document.Criteria,
            Description = document.Description,
            Reason = document.Reason,
            ExpiresAt = Times.TimeOrNone(row.GetInt64(6)),
            CreatedAt = Times.Time(row.GetInt64(4)),
            UpdatedAt = Times.Time(row.GetInt64(5)),
        };
    }

    private string ArnOf(AccountId owner, string uid) => Prefix(owner) + uid;

    private string UidOf(AccountId owner, string arn) => arn.StartsWith(Prefix(owner), StringComparison.Ordinal) ? arn[Prefix(owner).Length..] : "";

    private string Prefix(AccountId owner) => $"arn:aws:inspector2:{database.Region}:{owner}:owner/{owner}/filter/";
}
