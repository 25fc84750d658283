using Vigil.Domain.Accounts;
using Vigil.Server.Settings;
using Vigil.Server.Wire;
using Vigil.Storage.Records;

namespace Vigil.Server.Operations.Cis;

/// <summary>The runs of CIS checks, by job.</summary>
internal sealed class CisSessions(IRecords records)
{
    /// <summary>Where they are kept.</summary>
    public Shelf<CisSession> Shelf { get; } = new(records, "cis-session");

    /// <summary>The ARN of a run as a scan.</summary>
    public static string ScanArn(AccountId account, string job, CisSession session) =>
        $"arn:aws:inspector2:{session.Region}:{account}:owner/{account}/cis-scan/{job}";

    /// <summary>The machine of a run: the job stands for it, as the agent does not tell.</summary>
    public static string TargetOf(string job) => $"i-{job.Replace("-", "", StringComparison.Ordinal)[..17]}";

    /// <summary>The run of a scan ARN; <see langword="null"/> when it is none of this account.</summary>
    public (string Job, CisSession Session)? Find(Call call, string scanArn)
    {
        var job = scanArn[(scanArn.LastIndexOf('/') + 1)..];
        return Shelf.Get(call.Account, job) is { } session && ScanArn(call.Account, job, session) == scanArn ? (job, session) : null;
    }
}
