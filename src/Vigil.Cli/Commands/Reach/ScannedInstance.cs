using System.CommandLine;
using Vigil.Domain.Scoring;
using Vigil.Reachability;

namespace Vigil.Cli.Commands.Reach;

/// <summary><c>--reach SNAPSHOT --instance i-…</c>: which instance is scanned, so that its exposure counts in risk scores.</summary>
internal sealed class ScannedInstance
{
    private readonly Option<string?> _snapshot = new("--reach") { Description = "Take the exposure of the scanned instance from this network snapshot into the risk score", HelpName = "SNAPSHOT" };
    private readonly Option<string?> _instance = new("--instance") { Description = "The id of the scanned instance, for --reach", HelpName = "i-…" };

    public IReadOnlyList<Option> Options => [_snapshot, _instance];

    /// <summary>From where the instance is reached.</summary>
    /// <exception cref="FormatException">Only one of the two is given, the snapshot cannot be read, or the instance is not in it.</exception>
    public ReachableFrom Of(ParseResult parsed)
    {
        switch (parsed.GetValue(_snapshot), parsed.GetValue(_instance))
        {
            case (null, null):
                return ReachableFrom.NotAssessed;
            case ({ } path, { } instance):
                var from = new ReachabilityAnalysis(SnapshotFile.Read(path)).ReachableFrom(instance);
                return from != ReachableFrom.NotAssessed ? from : throw new FormatException($"{instance} is not in {path}");
            default:
                throw new FormatException("--reach SNAPSHOT and --instance i-… go together");
        }
    }
}
