using System.CommandLine;
using Spectre.Console;
using Vigil.Advisories.Store;
using Vigil.Cli.Database;
using Vigil.Cli.Output;
using Vigil.Domain.Findings;
using Vigil.Domain.Packages;
using Vigil.Scanning.Matching;

namespace Vigil.Cli.Commands;

/// <summary><c>vigil explain ID host|dir|image …</c>: why a finding is there, or why it is not.</summary>
internal sealed class ExplainCommand
{
    private readonly Argument<string> _id = new("ID") { Description = "A CVE or any other name of the flaw" };
    private readonly Option<string?> _location = DatabaseLocation.Option();
    private readonly ArtifactCommands _artifacts;

    private ExplainCommand() => _artifacts = new ArtifactCommands(ExplainAsync);

    public static Command Create()
    {
        var explain = new ExplainCommand();
        var command = new Command("explain", "Tell why an artifact has a finding: advisory, range, comparison, file, layer") { explain._id };
        explain._artifacts.AddTo(command, explain._location);
        return command;
    }

    private Task<int> ExplainAsync(ParseResult parsed, Inventory inventory, CancellationToken cancellation)
    {
        var id = parsed.GetRequiredValue(_id);
        using var database = AdvisoryDatabase.Open(DatabaseLocation.Of(parsed.GetValue(_location)));
        var result = new InventoryMatcher(database.Store, database.Exploits).Match(inventory, Today.Utc);
        var finding = result.Findings.Items.FirstOrDefault(finding => IsNamed(finding, id));
        if (finding is null)
        {
            return Task.FromResult(ExplainAbsence(database.Store, id));
        }

        foreach (var vulnerable in finding.Packages)
        {
            Write(Terminal.Out, finding, vulnerable, database.Store);
        }

        return Task.FromResult(ExitCode.Success);
    }

    private static bool IsNamed(Finding finding, string id) =>
        string.Equals(finding.VulnerabilityId, id, StringComparison.OrdinalIgnoreCase)
        || finding.Aliases.Items.Contains(id, StringComparer.OrdinalIgnoreCase)
        || finding.Packages.Items.Any(vulnerable => vulnerable.Verdict.VendorIds.Items.Contains(id, StringComparer.OrdinalIgnoreCase));

    private static int ExplainAbsence(AdvisoryStore store, string id)
    {
        Terminal.Out.WriteLine(store.FindVulnerability(id) < 0
            ? $"The advisory set does not know {id}."
            : $"{id} is known, and no package here is affected by it.");
        return ExitCode.Success;
    }

    private static void Write(IAnsiConsole console, Finding finding, VulnerablePackage vulnerable, AdvisoryStore store)
    {
        var table = new Table().NoBorder().HideHeaders().AddColumn(new TableColumn("").NoWrap()).AddColumn("");
        foreach (var line in Explanation.Of(finding, vulnerable, store))
        {
            table.AddRow(new Text(line.Subject, new Style(decoration: Decoration.Dim)), new Text(SafeText.OneLine(line.Text)));
        }

        console.Write(table);
        console.WriteLine();
    }
}
