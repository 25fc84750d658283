using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Vigil.Advisories.Exploits;
using Vigil.Advisories.Store;
using Vigil.Cli.Database;
using Vigil.Cli.Output;

namespace Vigil.Cli.Commands;

/// <summary><c>vigil db status</c>: generation, sources, age, counts.</summary>
internal static class DbStatusCommand
{
    public static Command Create()
    {
        var location = DatabaseLocation.Option();
        var format = OutputFormat.Option();
        var verify = new Option<bool>("--verify") { Description = "Read the whole database and compare all checksums" };
        var command = new Command("status", "Tell which advisories are there, from where, and how old they are") { location, format, verify };
        command.SetAction(parsed =>
        {
            var path = DatabaseLocation.Of(parsed.GetValue(location));
            using var database = AdvisoryDatabase.Open(path);
            if (parsed.GetValue(verify))
            {
                database.Store.Verify();
                database.Exploits.Verify();
            }

            if (parsed.GetValue(format) == Format.Json)
            {
                JsonOutput.Write(json => WriteJson(json, database));
            }
            else
            {
                WriteTable(Terminal.Out, path, database);
            }

            return ExitCode.Success;
        });
        return command;
    }

    /// <summary>Writes the table of sources.</summary>
    public static void WriteSources(IAnsiConsole console, ImmutableArray<SourceSummary> sources, ExploitTable exploits)
    {
        var table = new Table().NoBorder();
        table.AddColumn("SOURCE");
        table.AddColumn(new TableColumn("RECORDS").RightAligned());
        table.AddColumn(new TableColumn("REJECTED").RightAligned());
        table.AddColumn("NEWEST");
        foreach (var source in sources)
        {
            table.AddRow(new Text(source.Source), Number(source.Records), Number(source.Rejects), new Text(Date(source.NewestModified)));
        }

        foreach (var source in exploits.Sources)
        {
            table.AddRow(new Text(source.Name), Number(source.Records), Number(source.Rejects), new Text(Date(source.AsOf)));
        }

        console.Write(table);
    }

    private static void WriteTable(IAnsiConsole console, string path, AdvisoryDatabase database)
    {
        var store = database.Store;
        console.WriteLine(database.Line.IsShipped ? $"No database in {path} yet: the set shipped with vigil is used. Run \"vigil db update\"." : $"Database in {path}");
        console.WriteLine($"Generation {store.ContentId}, as of {Date(store.AsOf)}");
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{store.VulnerabilityCount:N0} vulnerabilities, {store.AdvisoryCount:N0} advisories, {store.KeyCount:N0} packages, {store.RowCount:N0} rows"));
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Exploit table {database.Exploits.ContentId}, as of {Date(database.Exploits.AsOf)}: changes daily, touches no verdict"));
        console.WriteLine();
        WriteSources(console, store.Sources, database.Exploits);
    }

    private static void WriteJson(System.Text.Json.Utf8JsonWriter json, AdvisoryDatabase database)
    {
        var store = database.Store;
        json.WriteStartObject();
        json.WriteString("generation", store.ContentId);
        json.WriteString("origin", database.Line.IsShipped ? "shipped" : "updated");
        json.WriteString("asOf", Date(store.AsOf));
        json.WriteNumber("vulnerabilities", store.VulnerabilityCount);
        json.WriteNumber("advisories", store.AdvisoryCount);
        json.WriteNumber("keys", store.KeyCount);
        json.WriteNumber("rows", store.RowCount);
        json.WriteStartArray("sources");
        foreach (var source in store.Sources)
        {
            json.WriteStartObject();
            json.WriteString("source", source.Source);
            json.WriteNumber("records", source.Records);
            json.WriteNumber("rejected", source.Rejects);
            json.WriteOptional("inputDigest", source.InputDigest);
            json.WriteString("newest", Date(source.NewestModified));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteExploits(json, database.Exploits);
        json.WriteEndObject();
    }

    private static void WriteExploits(System.Text.Json.Utf8JsonWriter json, ExploitTable exploits)
    {
        json.WriteStartObject("exploits");
        json.WriteString("contentId", exploits.ContentId);
        json.WriteString("asOf", Date(exploits.AsOf));
        json.WriteStartArray("sources");
        foreach (var source in exploits.Sources)
        {
            json.WriteStartObject();
            json.WriteString("source", source.Name);
            json.WriteNumber("records", source.Records);
            json.WriteNumber("rejected", source.Rejects);
            json.WriteString("asOf", Date(source.AsOf));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static Text Number(int value) => new(value.ToString("N0", CultureInfo.InvariantCulture));

    private static string Date(DateTimeOffset? date) => date?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
