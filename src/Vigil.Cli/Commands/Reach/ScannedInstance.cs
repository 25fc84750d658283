using System.CommandLine;
using Vigil.Domain;
using Vigil.Domain.Findings;
using Vigil.Domain.Packages;
using Vigil.Domain.Scoring;
using Vigil.Reachability;

namespace Vigil.Cli.Commands.Reach;

/// <summary><c>--reach SNAPSHOT --instance i-…</c>: which instance is scanned, so that its exposure counts in risk scores.</summary>
internal sealed class ScannedInstance
{
    private readonly Option<string?> _snapshot = new("--reach") { Description = "Take the exposure of the scanned instance from this network snapshot into the risk score", HelpName = "SNAPSHOT" };
    private readonly Option<string?> _instance = new("--instance") { Description = "The id of the scanned instance, for --reach", HelpName = "i-…" };
    private readonly Option<string?> _sockets = new("--sockets") { Description = "What listens on the scanned instance, for --reach: an inventory in JSON, or the output of ss -lntup. A host is looked at itself", HelpName = "FILE" };

    public IReadOnlyList<Option> Options => [_snapshot, _instance, _sockets];

    /// <summary>From where the instance is reached, and which of its sockets.</summary>
    /// <exception cref="FormatException">Only one of the two is given, a file cannot be read, or the instance is not in the snapshot.</exception>
    public (ReachableFrom From, EquatableArray<ReachedSocket> Sockets) Of(ParseResult parsed, Inventory inventory)
    {
        var file = parsed.GetValue(_sockets);
        switch (parsed.GetValue(_snapshot), parsed.GetValue(_instance))
        {
            case (null, null) when file is null:
                return (ReachableFrom.NotAssessed, []);
            case ({ } path, { } instance):
                var analysis = new ReachabilityAnalysis(SnapshotFile.Read(path));
                var from = analysis.ReachableFrom(instance);
                return from != ReachableFrom.NotAssessed
                    ? (from, SocketExposure.Of(analysis.Of(instance), file is null ? inventory.ListeningSockets : SocketFile.Read(file)))
                    : throw new FormatException($"{instance} is not in {path}");
            default:
                throw new FormatException("--reach SNAPSHOT and --instance i-… go together, and --sockets FILE with them");
        }
    }
}
