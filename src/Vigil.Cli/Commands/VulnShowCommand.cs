using System.CommandLine;
using Vigil.Advisories.Search;
using Vigil.Advisories.Store;
using Vigil.Cli.Database;
using Vigil.Cli.Output;

namespace Vigil.Cli.Commands;

/// <summary><c>vigil vuln show ID</c>: everything that is known of one flaw.</summary>
internal static class VulnShowCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "A CVE or any other name of the flaw" };
        var location = DatabaseLocation.Option();
        var format = OutputFormat.Option();
        var command = new Command("show", "Tell everything that is known of a vulnerability") { id, location, format };
        command.SetAction(parsed =>
        {
            using var database = AdvisoryDatabase.Open(DatabaseLocation.Of(parsed.GetValue(location)));
            return Show(parsed.GetRequiredValue(id), database, parsed.GetValue(format));
        });
        return command;
    }

    private static int Show(string id, AdvisoryDatabase database, Format format)
    {
        var index = database.Store.FindVulnerability(id);
        index = index >= 0 ? index : database.Store.FindVulnerability(id.ToUpperInvariant());
        if (index < 0)
        {
            return Terminal.Fail(ExitCode.Usage, Unknown(id, database.Store));
        }

        var flaw = VulnerabilityDossier.Of(index, database);
        if (format == Format.Json)
        {
            JsonOutput.Write(json => VulnerabilityJson.Write(json, flaw));
        }
        else
        {
            new VulnerabilityPage(Terminal.Out).Write(flaw);
        }

        return ExitCode.Success;
    }

    // an erratum is no flaw, and names those that it is about
    private static string Unknown(string id, AdvisoryStore store)
    {
        string[] flaws =
        [
            .. store.FindAdvisories(id)
                .SelectMany(advisory => store.VulnerabilitiesOf(advisory).ToArray())
                .Distinct()
                .Select(store.VulnerabilityId),
        ];
        return flaws.Length > 0 ? $"{id} is an erratum for {string.Join(", ", flaws)}" : $"the advisory set does not know {id}";
    }
}
