using System.CommandLine;
using Vigil.Cli.Commands.Reach;
using Vigil.Cli.Database;
using Vigil.Cli.Output;
using Vigil.Cli.Output.Reports;
using Vigil.Cli.Submission;
using Vigil.Domain.Findings;
using Vigil.Domain.Packages;
using Vigil.Scanning.Matching;

namespace Vigil.Cli.Commands;

/// <summary><c>vigil scan host|dir|image|sbom</c>: from an artifact to its findings.</summary>
internal sealed class ScanCommand
{
    private readonly Option<string?> _location = DatabaseLocation.Option();
    private readonly Option<string> _format = Report<ScanReport>.Option(ScanReports.All, "--format", "-f");
    private readonly Option<string[]> _files = Report<ScanReport>.FilesOption(ScanReports.All, "--report");
    private readonly Option<FindingSeverity?> _failOn = Gate.FailOnOption();
    private readonly Option<bool> _partialOk = Gate.PartialOkOption();
    private readonly FindingFilter _filter = new();
    private readonly Judgements _judgements = new();
    private readonly BaseImages _bases = new();
    private readonly ScannedInstance _instance = new();
    private readonly InventorySubmission _submission = new();
    private readonly ArtifactCommands _artifacts;

    private ScanCommand() => _artifacts = new ArtifactCommands(ScanAsync);

    public static Command Create()
    {
        var scan = new ScanCommand();
        var command = new Command("scan", "Find the known vulnerabilities of a host, a directory, an image or a function");
        scan._artifacts.AddTo(command, [scan._location, scan._format, scan._files, scan._failOn, scan._partialOk, .. scan._filter.Options, .. scan._instance.Options, .. scan._judgements.Options, scan._bases.Option, .. scan._submission.Options]);
        return command;
    }

    private async Task<int> ScanAsync(ParseResult parsed, Inventory inventory, CancellationToken cancellation)
    {
        using var database = AdvisoryDatabase.Open(DatabaseLocation.Of(parsed.GetValue(_location)));
        var (from, sockets) = _instance.Of(parsed, inventory);
        var found = await _bases.FindAsync(
            parsed, new InventoryMatcher(database.Store, database.Exploits).Match(inventory, Today.Utc, from, sockets) with { ReachedSockets = sockets }, name => _artifacts.OpenImageAsync(parsed, name, cancellation), cancellation);
        var (judged, policy) = await _judgements.ApplyAsync(parsed, found, () => _artifacts.ReadAttachedAsync(parsed, inventory.Artifact, cancellation));
        var result = _filter.Apply(parsed, judged);
        var report = ScanReport.Of(result, database);
        if (!_artifacts.IsQuiet(parsed))
        {
            Report<ScanReport>.Find(ScanReports.All, parsed.GetRequiredValue(_format)).WriteOut(report);
        }

        foreach (var (form, path) in Report<ScanReport>.Files(ScanReports.All, parsed.GetValue(_files)))
        {
            form.WriteFile(report, path);
        }

        await _submission.SubmitAsync(parsed, inventory, cancellation);
        return Gate.IsReached(policy?.GatesReached(judged) ?? [])
            ? ExitCode.GateReached
            : Gate.ExitCodeOf(result, parsed.GetValue(_failOn), parsed.GetValue(_partialOk));
    }
}
