using System.CommandLine;
using Vigil.Advisories.Shipped;
using Vigil.Advisories.Store;
using Vigil.Cli.Database;
using Vigil.Cli.Output;

namespace Vigil.Cli.Commands;

/// <summary><c>vigil vuln show ID</c>: everything that is known of one flaw.</summary>
internal static class VulnShowCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "A CVE or any other name of the flaw: CVE-2021-44228, Log4Shell" };
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
        int[] found = [.. Spellings(id).Select(database.Store.FindVulnerability).Where(index => index >= 0).Distinct()];
        if (found is not [var index])
        {
            return Terminal.Fail(ExitCode.Usage, found.Length == 0 ? Unknown(id, database.Store) : Several(id, found, database.Store));
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

    private static IEnumerable<string> Spellings(string id) => [id, id.ToUpperInvariant(), .. WellKnownFlaws.Named(id)];

    private static string Several(string name, int[] flaws, AdvisoryStore store) => $"{name} is {string.Join(" and ", flaws.Select(store.VulnerabilityId))}: ask for one of them";

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
