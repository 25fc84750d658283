using Vigil.Server.Wire;

namespace Vigil.Server.Operations;

internal sealed class PendingOperations : IOperations, Vigil.Server.Operations.Accounts.IScanSwitch
{
    public IEnumerable<OperationEntry> Entries => new[] { "ListFindingAggregations", "ListCoverage", "ListCoverageStatistics", "ListUsageTotals", "ScanSbom" }
        .Select(name => new OperationEntry(name, Access.Look, (_, _) => throw ApiException.AccessDenied("Not yet.")));

    public void Disable(Vigil.Domain.Accounts.AccountId account, IReadOnlyList<Vigil.Server.Settings.ScanKind> kinds, DateTimeOffset at)
    {
    }
}
