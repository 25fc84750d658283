using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using Vigil.Advisories.Compilation;
using Vigil.Cli.Database;
using Vigil.Cli.Output;

namespace Vigil.Cli.Commands;

/// <summary><c>vigil db list</c>: the generations that are kept.</summary>
internal static class DbListCommand
{
    public static Command Create()
    {
        var location = DatabaseLocation.Option();
        var format = OutputFormat.Option();
        var command = new Command("list", "List the generations that are kept, the newest first") { location, format };
        command.SetAction(parsed =>
        {
            var generations = new Generations(DatabaseLocation.Of(parsed.GetValue(location)));
            Kept[] kept = [.. generations.List().Select(id => Describe(generations, id))];
            if (parsed.GetValue(format) == Format.Json)
            {
                JsonOutput.Write(json => Write(json, kept));
            }
            else
            {
                Write(Terminal.Out, kept);
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static Kept Describe(Generations generations, string id)
    {
        using var store = generations.Open(id);
        return new Kept(
            id, id == generations.CurrentId, store.AsOf?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "", store.VulnerabilityCount, store.RowCount, store.SizeBytes);
    }

    private static void Write(IAnsiConsole console, Kept[] kept)
    {
        var table = new Table().NoBorder();
        table.AddColumn(new TableColumn("GENERATION").NoWrap());
        table.AddColumn("AS OF");
        table.AddColumn(new TableColumn("VULNERABILITIES").RightAligned());
        table.AddColumn(new TableColumn("ROWS").RightAligned());
        table.AddColumn(new TableColumn("MIB").RightAligned());
        foreach (var one in kept)
        {
            table.AddRow(
                new Text(one.IsCurrent ? one.Id + " *" : one.Id),
                new Text(one.AsOf),
                new Text(one.Vulnerabilities.ToString("N0", CultureInfo.InvariantCulture)),
                new Text(one.Rows.ToString("N0", CultureInfo.InvariantCulture)),
                new Text((one.SizeBytes / 1048576.0).ToString("N1", CultureInfo.InvariantCulture)));
        }

        console.Write(table);
    }

    private static void Write(Utf8JsonWriter json, Kept[] kept)
    {
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", 1);
        json.WriteStartArray("generations");
        foreach (var one in kept)
        {
            json.WriteStartObject();
            json.WriteString("generation", one.Id);
            json.WriteBoolean("current", one.IsCurrent);
            json.WriteString("asOf", one.AsOf);
            json.WriteNumber("vulnerabilities", one.Vulnerabilities);
            json.WriteNumber("rows", one.Rows);
            json.WriteNumber("sizeBytes", one.SizeBytes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private sealed record Kept(string Id, bool IsCurrent, string AsOf, int Vulnerabilities, long Rows, long SizeBytes);
}
