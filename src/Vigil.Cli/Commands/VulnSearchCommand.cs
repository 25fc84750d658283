using System.CommandLine;
using System.Globalization;
using Vigil.Advisories.Search;
using Vigil.Advisories.Store;
using Vigil.Cli.Database;
using Vigil.Cli.Output;

namespace Vigil.Cli.Commands;

/// <summary><c>vigil vuln search</c>: flaws by package, weakness, exploitation, date and text.</summary>
internal sealed class VulnSearchCommand
{
    private const int DefaultLimit = 50;

    private readonly Option<string?> _package = new("--package") { Description = "Of this package; its name within a group or scope will do", HelpName = "NAME" };
    private readonly Option<string?> _product = new("--product") { Description = "Of this product: \"Debian 12\", \"Windows Server 2022\", apache:log4j", HelpName = "NAME" };
    private readonly Option<string?> _ecosystem = new("--ecosystem") { Description = "Of this ecosystem: Debian, \"Red Hat\", npm", HelpName = "NAME" };
    private readonly Option<string?> _cwe = new("--cwe") { Description = "Of this weakness: CWE-79 or 79", HelpName = "CWE" };
    private readonly Option<bool> _kev = new("--kev") { Description = "Known to be exploited" };
    private readonly Option<DateOnly?> _since = new("--since") { Description = "Published on this day or later", HelpName = "YYYY-MM-DD", CustomParser = ParseDay };
    private readonly Option<DateOnly?> _until = new("--until") { Description = "Published on this day or before", HelpName = "YYYY-MM-DD", CustomParser = ParseDay };
    private readonly Option<string?> _text = new("--text") { Description = "With this in a name, the title, the description or the name of an affected package", HelpName = "TEXT" };
    private readonly Option<int> _limit = new("--limit") { Description = "At most so many", DefaultValueFactory = _ => DefaultLimit, HelpName = "N" };
    private readonly Option<string?> _after = new("--after") { Description = "Continue after this id: the last one of the page before", HelpName = "ID" };
    private readonly Option<string?> _location = DatabaseLocation.Option();
    private readonly Option<Format> _format = OutputFormat.Option();

    public static Command Create()
    {
        var search = new VulnSearchCommand();
        var command = new Command("search", "Find vulnerabilities, the newest first")
        {
            search._package, search._product, search._ecosystem, search._cwe, search._kev, search._since, search._until, search._text, search._limit, search._after, search._location, search._format,
        };
        search._limit.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--limit must be 1 or more");
            }
        });
        command.SetAction(search.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        using var database = AdvisoryDatabase.Open(DatabaseLocation.Of(parsed.GetValue(_location)));
        var found = new VulnerabilitySearch(database.Store, database.Exploits).Find(QueryOf(parsed));
        var page = VulnerabilityList.PageOf(found, parsed.GetValue(_after) ?? "", parsed.GetValue(_limit));
        if (parsed.GetValue(_format) == Format.Json)
        {
            JsonOutput.Write(json => VulnerabilityList.Write(json, page, found.Length, database.Exploits));
        }
        else
        {
            VulnerabilityList.Write(Terminal.Out, page, found.Length, database.Exploits);
        }

        return ExitCode.Success;
    }

    private VulnerabilityQuery QueryOf(ParseResult parsed) => new()
    {
        Package = parsed.GetValue(_package) ?? "",
        Product = parsed.GetValue(_product) ?? "",
        Ecosystem = parsed.GetValue(_ecosystem) ?? "",
        Cwe = parsed.GetValue(_cwe) ?? "",
        OnlyKnownExploited = parsed.GetValue(_kev),
        Since = parsed.GetValue(_since),
        Until = parsed.GetValue(_until),
        Text = parsed.GetValue(_text) ?? "",
    };

    private static DateOnly? ParseDay(System.CommandLine.Parsing.ArgumentResult result)
    {
        var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        result.AddError($"Expected a day as in 2024-12-31, not '{text}'");
        return null;
    }
}
