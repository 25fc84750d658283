using System.CommandLine;
using Spectre.Console;
using Vigil.Cli.Database;
using Vigil.Cli.Output;
using Vigil.Domain.Findings;
using Vigil.Domain.Packages;
using Vigil.Scanning.Matching;
using Vigil.Scanning.Matching.Explaining;

namespace Vigil.Cli.Commands;

/// <summary><c>vigil explain ID host|dir|image …</c>: why a finding is there, or why it is not.</summary>
internal sealed class ExplainCommand
{
    private const int HeadingWidth = 16;
    private const int ProseWidth = 100;

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
        if (finding is not null)
        {
            Write(Terminal.Out, new FindingNote(database.Store, database.Exploits).Of(finding, result));
        }
        else if (database.Store.FindVulnerability(id) is >= 0 and var flaw)
        {
            Write(Terminal.Out, new AbsenceNote(database.Store, database.Exploits).Of(flaw, result));
        }
        else
        {
            Terminal.Out.WriteLine($"The advisory set does not know {SafeText.OneLine(id)}.");
        }

        return Task.FromResult(ExitCode.Success);
    }

    private static bool IsNamed(Finding finding, string id) =>
        string.Equals(finding.VulnerabilityId, id, StringComparison.OrdinalIgnoreCase)
        || finding.Aliases.Items.Contains(id, StringComparer.OrdinalIgnoreCase)
        || finding.Packages.Items.Any(vulnerable => vulnerable.Verdict.VendorIds.Items.Contains(id, StringComparer.OrdinalIgnoreCase));

    // the note is wrapped as prose, the facts are lines for grep
    private static void Write(IAnsiConsole console, Explanation note)
    {
        console.Write(new Text(SafeText.OneLine(note.Title), new Style(decoration: Decoration.Bold)));
        console.WriteLine();
        console.WriteLine();
        console.Write(TableOf(note.Paragraphs.Items, new TableColumn("").Width(Math.Min(console.Profile.Width - HeadingWidth, ProseWidth))));
        console.WriteLine();
        console.Write(TableOf(note.Facts.Items, new TableColumn("")));
    }

    private static Table TableOf(IEnumerable<ExplanationLine> lines, TableColumn texts)
    {
        var table = new Table().NoBorder().HideHeaders().AddColumn(new TableColumn("").NoWrap()).AddColumn(texts);
        foreach (var line in lines)
        {
            table.AddRow(new Text(line.Subject, new Style(decoration: Decoration.Dim)), new Text(SafeText.OneLine(line.Text)));
        }

        return table;
    }
}
