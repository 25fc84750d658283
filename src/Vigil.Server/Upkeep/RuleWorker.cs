using Vigil.Server.Work;
using Vigil.Storage.Rules;
using Vigil.Storage.Work;

namespace Vigil.Server.Upkeep;

/// <summary>Weighs findings by rules that changed or expired.</summary>
internal sealed class RuleWorker(RuleWeighing rules) : IWorker
{
    public string Kind => RuleWeighing.Kind;

    public Task<DateTimeOffset?> RunAsync(HeldWork work, CancellationToken stopping) =>
        Task.FromResult(rules.Run(work.Item.Account, () => { }, stopping).NextExpiry);
}
