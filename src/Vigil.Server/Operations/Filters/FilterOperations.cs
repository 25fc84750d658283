using System.Security.Cryptography;
using System.Text.Json;
using Vigil.Server.Model;
using Vigil.Server.Settings;
using Vigil.Server.Wire;

namespace Vigil.Server.Operations.Filters;

/// <summary>Saved filters and suppression rules. A member of an organisation has those of its administrator and makes none of its own.</summary>
internal sealed class FilterOperations(FilterShelf filters, TagShelf tags, Organization organization, PageTokens tokens) : IOperations
{
    private const int LongestPage = 100;

    public IEnumerable<OperationEntry> Entries =>
    [
        new("CreateFilter", Access.Change, Create) { NeedsEnablement = true },
        new("UpdateFilter", Access.Change, Update) { NeedsEnablement = true },
        new("DeleteFilter", Access.Change, Delete) { NeedsEnablement = true },
        new("ListFilters", Access.Look, List) { NeedsEnablement = true },
    ];

    private void Create(Call call, Utf8JsonWriter json)
    {
        RequireOwner(call);
        call.Input.FindingCriteria("filterCriteria");
        var arn = $"arn:aws:inspector2:{call.Caller.Region}:{call.Account}:owner/{call.Account}/filter/{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        filters.Add(call.Account, arn, new SavedFilter
        {
            Name = Named(call.Text("name"))!,
            Action = call.Text("action"),
            Criteria = call.Input.GetProperty("filterCriteria").GetRawText(),
            Description = call.Input.OptionalText("description") ?? "",
            Reason = call.Input.OptionalText("reason") ?? "",
            CreatedAt = call.At,
            UpdatedAt = call.At,
        });
        tags.Add(call.Account, arn, call.Input.TextEntries("tags"));
        json.WriteString("arn", arn);
    }

    private void Update(Call call, Utf8JsonWriter json)
    {
        RequireOwner(call);
        call.Input.FindingCriteria("filterCriteria");
        var arn = call.Text("filterArn");
        filters.Change(call.Account, arn, before => before with
        {
            Name = Named(call.Input.OptionalText("name")) ?? before.Name,
            Action = call.Input.OptionalText("action") ?? before.Action,
            Criteria = call.Input.Member("filterCriteria")?.GetRawText() ?? before.Criteria,
            Description = call.Input.OptionalText("description") ?? before.Description,
            Reason = call.Input.OptionalText("reason") ?? before.Reason,
            UpdatedAt = call.At,
        });
        json.WriteString("arn", arn);
    }

    private void Delete(Call call, Utf8JsonWriter json)
    {
        RequireOwner(call);
        var arn = call.Text("arn");
        filters.Delete(call.Account, arn);
        tags.Forget(call.Account, arn);
        json.WriteString("arn", arn);
    }

    private void List(Call call, Utf8JsonWriter json)
    {
        var arns = call.Input.Member("arns") is null ? null : call.Input.Texts("arns").ToHashSet(StringComparer.Ordinal);
        var action = call.Input.OptionalText("action");
        var (page, next) = PageTokens.Page(
            filters.List(call.Account).Where(one => (arns is null || arns.Contains(one.Arn)) && (action is null || one.Filter.Action == action)),
            one => one.Arn,
            tokens.Read(call),
            call.Input.OptionalNumber("maxResults") ?? LongestPage);
        json.WriteStartArray("filters");
        foreach (var (arn, filter) in page)
        {
            json.WriteStartObject();
            json.WriteString("arn", arn);
            json.WriteString("ownerId", call.Account.ToString());
            json.WriteString("name", filter.Name);
            json.WritePropertyName("criteria");
            json.WriteRawValue(filter.Criteria);
            json.WriteString("action", filter.Action);
            json.WriteTime("createdAt", filter.CreatedAt);
            json.WriteTime("updatedAt", filter.UpdatedAt);
            json.WriteText("description", filter.Description);
            json.WriteText("reason", filter.Reason);
            json.WriteTextMap("tags", tags.Of(call.Account, arn));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        tokens.Write(json, call, next);
    }

    private void RequireOwner(Call call)
    {
        if (organization.AdministratorOf(call.Account) is { } administrator)
        {
            throw ApiException.AccessDenied($"The delegated administrator {administrator} manages the filters of account {call.Account}.");
        }
    }

    // stricter than the model, as the reference has it
    private static string? Named(string? name) => name is null || (name.Length is >= 3 and <= 64 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-'))
        ? name
        : throw ApiException.Invalid("name", "must have 3 to 64 letters, digits, '.', '_' and '-'");
}
