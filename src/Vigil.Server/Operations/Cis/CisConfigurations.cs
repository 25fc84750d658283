using Vigil.Domain.Accounts;
using Vigil.Server.Settings;
using Vigil.Server.Wire;
using Vigil.Storage.Records;

namespace Vigil.Server.Operations.Cis;

/// <summary>The CIS configurations of the accounts.</summary>
internal sealed class CisConfigurations(IRecords records)
{
    /// <summary>Most configurations of an account (spec §16).</summary>
    public const int Most = 500;

    private readonly Shelf<CisConfiguration> _shelf = new(records, "cis-configuration");

    /// <summary>One by its ARN; <see langword="null"/> when there is none.</summary>
    public CisConfiguration? Find(AccountId account, string arn) => _shelf.Get(account, arn);

    /// <summary>All of an account, by ARN.</summary>
    public IReadOnlyList<(string Arn, CisConfiguration Configuration)> List(AccountId account) => _shelf.List(account);

    /// <summary>Adds one.</summary>
    /// <returns>Its ARN.</returns>
    public string Add(Call call, CisConfiguration configuration)
    {
        if (List(call.Account).Count >= Most)
        {
            throw ApiException.Refused($"An account has at most {Most} CIS configurations.");
        }

        var arn = $"arn:aws:inspector2:{call.Caller.Region}:{call.Account}:owner/{call.Account}/cis-configuration/{Guid.NewGuid()}";
        _shelf.TryAdd(call.Account, arn, configuration);
        return arn;
    }

    /// <summary>Changes one.</summary>
    /// <exception cref="ApiException">There is none.</exception>
    public void Change(AccountId account, string arn, Func<CisConfiguration, CisConfiguration> change) =>
        _shelf.Change(account, arn, before => change(before ?? throw Missing(arn)));

    /// <summary>Removes one.</summary>
    /// <exception cref="ApiException">There is none.</exception>
    public void Delete(AccountId account, string arn)
    {
        if (!_shelf.Delete(account, arn))
        {
            throw Missing(arn);
        }
    }

    private static ApiException Missing(string arn) => ApiException.NotFound($"There is no CIS configuration {arn}.");
}
