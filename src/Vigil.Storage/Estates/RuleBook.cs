using Vigil.Domain.Accounts;
using Vigil.Storage.Rules;

namespace Vigil.Storage.Estates;

/// <summary>The rules of the accounts that a transaction comes across, each loaded once.</summary>
internal sealed class RuleBook(EstateWriter writer, string region, DateTimeOffset now)
{
    private readonly Dictionary<AccountId, SuppressionRules> _rules = [];

    /// <summary>The rules of an account.</summary>
    public SuppressionRules Of(AccountId account)
    {
        if (!_rules.TryGetValue(account, out var rules))
        {
            _rules.Add(account, rules = SuppressionRules.Of(writer.Session, account, region, now, writer.ContentOf));
        }

        return rules;
    }
}
