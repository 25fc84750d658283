using System.Collections.Immutable;
using System.Text.Json;
using Vigil.Domain.Accounts;
using Vigil.Server.Settings;
using Vigil.Server.Wire;

namespace Vigil.Server.Operations.Cis;

/// <summary>Creating, changing and listing CIS configurations.</summary>
internal sealed class CisConfigurationOperations(CisConfigurations configurations, TagShelf tags, Organization organization, PageTokens tokens) : IOperations
{
    private const int LongestPage = 100;

    public IEnumerable<OperationEntry> Entries =>
    [
        new("CreateCisScanConfiguration", Access.Change, Create) { NeedsEnablement = true },
        new("UpdateCisScanConfiguration", Access.Change, Update) { NeedsEnablement = true },
        new("DeleteCisScanConfiguration", Access.Change, Delete) { NeedsEnablement = true },
        new("ListCisScanConfigurations", Access.Look, List) { NeedsEnablement = true },
    ];

    private void Create(Call call, Utf8JsonWriter json)
    {
        var targets = call.Input.GetProperty("targets");
        var accounts = AccountsOf(call, targets);
        var arn = configurations.Add(call, new CisConfiguration
        {
            Name = call.Text("scanName"),
            SecurityLevel = call.Text("securityLevel"),
            Schedule = call.Input.GetProperty("schedule").GetRawText(),
            Accounts = accounts,
            ResourceTags = TagsOf(targets),
        });
        tags.Add(call.Account, arn, call.Input.TextEntries("tags"));
        json.WriteString("scanConfigurationArn", arn);
    }

    private void Update(Call call, Utf8JsonWriter json)
    {
        var arn = call.Text("scanConfigurationArn");
        var targets = call.Input.Member("targets");
        configurations.Change(call.Account, arn, before => before with
        {
            Name = call.Input.OptionalText("scanName") ?? before.Name,
            SecurityLevel = call.Input.OptionalText("securityLevel") ?? before.SecurityLevel,
            Schedule = call.Input.Member("schedule")?.GetRawText() ?? before.Schedule,
            Accounts = targets?.Member("accountIds") is null ? before.Accounts : AccountsOf(call, targets.Value),
            ResourceTags = targets?.Member("targetResourceTags") is null ? before.ResourceTags : TagsOf(targets.Value),
        });
        json.WriteString("scanConfigurationArn", arn);
    }

    private void Delete(Call call, Utf8JsonWriter json)
    {
        var arn = call.Text("scanConfigurationArn");
        configurations.Delete(call.Account, arn);
        tags.Forget(call.Account, arn);
        json.WriteString("scanConfigurationArn", arn);
    }

    private void List(Call call, Utf8JsonWriter json)
    {
        var isByName = call.Input.OptionalText("sortBy") == "SCAN_NAME";
        var criteria = call.Input.Member("filterCriteria");
        var found = configurations.List(call.Account).Where(one => criteria is null || Matches(criteria.Value, one.Arn, one.Configuration)).ToList();
        var (page, next) = CisPage.Of(
            found,
            one => isByName ? $"{one.Configuration.Name}\n{one.Arn}" : one.Arn,
            call,
            tokens.Read(call),
            call.Input.OptionalNumber("maxResults") ?? LongestPage);
        json.WriteStartArray("scanConfigurations");
        foreach (var (arn, configuration) in page)
        {
            Write(json, call.Account, arn, configuration);
        }

        json.WriteEndArray();
        tokens.Write(json, call, next);
    }

    private void Write(Utf8JsonWriter json, AccountId account, string arn, CisConfiguration configuration)
    {
        json.WriteStartObject();
        json.WriteString("scanConfigurationArn", arn);
        json.WriteString("ownerId", account.ToString());
        json.WriteString("scanName", configuration.Name);
        json.WriteString("securityLevel", configuration.SecurityLevel);
        json.WritePropertyName("schedule");
        json.WriteRawValue(configuration.Schedule);
        json.WriteStartObject("targets");
        json.WriteTextList("accountIds", configuration.Accounts.SelectMany(target => NumbersOf(account, target)).Distinct());
        json.WriteStartObject("targetResourceTags");
        foreach (var (key, values) in configuration.ResourceTags)
        {
            json.WriteTextList(key, values);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteTextMap("tags", tags.Of(account, arn));
        json.WriteEndObject();
    }

    // answers name accounts by their numbers
    private IEnumerable<string> NumbersOf(AccountId account, string target) => target switch
    {
        "SELF" => [account.ToString()],
        "ALL_ACCOUNTS" => organization.VisibleTo(account).Select(one => one.ToString()),
        _ => [target],
    };

    private static bool Matches(JsonElement criteria, string arn, CisConfiguration configuration) =>
        CisPage.Meets(criteria, "scanNameFilters", configuration.Name)
        && CisPage.Meets(criteria, "scanConfigurationArnFilters", arn)
        && (criteria.Member("targetResourceTagFilters") is null || criteria.Items("targetResourceTagFilters").Any(tag =>
            configuration.ResourceTags.TryGetValue(tag.GetProperty("key").GetString()!, out var values) && values.Contains(tag.GetProperty("value").GetString()!)));

    private ImmutableArray<string> AccountsOf(Call call, JsonElement targets)
    {
        ImmutableArray<string> accounts = [.. targets.Texts("accountIds").Distinct()];
        foreach (var text in accounts)
        {
            var mayScan = text == "SELF"
                || (text == "ALL_ACCOUNTS" && organization.IsAdministrator(call.Account))
                || (AccountId.TryParse(text, out var account) && organization.IsVisible(call.Account, account));
            if (!mayScan)
            {
                throw ApiException.AccessDenied($"Account {call.Account} may not scan {text}.");
            }
        }

        return accounts;
    }

    private static ImmutableSortedDictionary<string, ImmutableArray<string>> TagsOf(JsonElement targets) =>
        targets.GetProperty("targetResourceTags").EnumerateObject().ToImmutableSortedDictionary(
            tag => tag.Name,
            tag => tag.Value.EnumerateArray().Select(value => value.GetString()!).ToImmutableArray(),
            StringComparer.Ordinal);
}
