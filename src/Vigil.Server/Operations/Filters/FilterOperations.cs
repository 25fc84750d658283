using System.Globalization;
using System.Text.Json;
using Vigil.Server.Model;
using Vigil.Server.Settings;
using Vigil.Server.Wire;
using Vigil.Storage.Rules;

namespace Vigil.Server.Operations.Filters;

/// <summary>Saved filters and suppression rules. A member of an organisation has those of its administrator and makes none of its own.</summary>
internal sealed class FilterOperations(FilterRegistry filters, TagShelf tags, Organization organization, PageTokens tokens) : IOperations
{
    /// <summary>Tag that says until when a rule suppresses, ISO 8601: an extension that every client can send.</summary>
    public const string ExpiryTag = "vigil:expires-at";

    /// <summary>Most filters of an account (spec §9).</summary>
    private const int MostFilters = 500;

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
        var filter = Put(new FindingFilter
        {
            Owner = call.Account,
            Name = Named(call.Text("name"))!,
            Suppresses = call.Text("action") == "SUPPRESS",
            Criteria = call.Input.FindingCriteria("filterCriteria"),
            Description = call.Input.OptionalText("description") ?? "",
            Reason = call.Input.OptionalText("reason") ?? "",
            ExpiresAt = ExpiryOf(call),
        })!; // it is new
        tags.Add(call.Account, filter.Arn, call.Input.TextEntries("tags"));
        json.WriteString("arn", filter.Arn);
    }

    private void Update(Call call, Utf8JsonWriter json)
    {
        RequireOwner(call);
        var arn = call.Text("filterArn");
        var before = filters.List(call.Account).FirstOrDefault(filter => filter.Arn == arn) ?? throw Missing(arn);
        var after = before with
        {
            Name = Named(call.Input.OptionalText("name")) ?? before.Name,
            Suppresses = call.Input.OptionalText("action") is { } action ? action == "SUPPRESS" : before.Suppresses,
            Criteria = call.Input.Member("filterCriteria") is null ? before.Criteria : call.Input.FindingCriteria("filterCriteria"),
            Description = call.Input.OptionalText("description") ?? before.Description,
            Reason = call.Input.OptionalText("reason") ?? before.Reason,
        };
        json.WriteString("arn", (Put(after) ?? throw Missing(arn)).Arn);
    }

    private void Delete(Call call, Utf8JsonWriter json)
    {
        RequireOwner(call);
        var arn = call.Text("arn");
        if (!filters.Delete(call.Account, arn))
        {
            throw Missing(arn);
        }

        tags.Forget(call.Account, arn);
        json.WriteString("arn", arn);
    }

    private void List(Call call, Utf8JsonWriter json)
    {
        var arns = call.Input.Member("arns") is null ? null : call.Input.Texts("arns").ToHashSet(StringComparer.Ordinal);
        var action = call.Input.OptionalText("action");
        var (page, next) = PageTokens.Page(
            filters.List(call.Account).Where(filter => (arns is null || arns.Contains(filter.Arn)) && (action is null || ActionOf(filter) == action)),
            filter => filter.Arn,
            tokens.Read(call),
            call.Input.OptionalNumber("maxResults") ?? LongestPage);
        json.WriteStartArray("filters");
        foreach (var filter in page)
        {
            Write(json, filter);
        }

        json.WriteEndArray();
        tokens.Write(json, call, next);
    }

    private void Write(Utf8JsonWriter json, FindingFilter filter)
    {
        json.WriteStartObject();
        json.WriteString("arn", filter.Arn);
        json.WriteString("ownerId", filter.Owner.ToString());
        json.WriteString("name", filter.Name);
        CriteriaJson.Write(json, "criteria", filter.Criteria);
        json.WriteString("action", ActionOf(filter));
        json.WriteTime("createdAt", filter.CreatedAt);
        json.WriteTime("updatedAt", filter.UpdatedAt);
        json.WriteText("description", filter.Description);
        json.WriteText("reason", filter.Reason);
        json.WriteTextMap("tags", tags.Of(filter.Owner, filter.Arn));
        json.WriteEndObject();
    }

    private FindingFilter? Put(FindingFilter filter)
    {
        try
        {
            return filters.Put(filter, MostFilters);
        }
        catch (DuplicateFilterException fault)
        {
            throw ApiException.BadRequest(fault.Message);
        }
        catch (TooManyFiltersException fault)
        {
            throw ApiException.QuotaExceeded(fault.Message, filter.Owner.ToString());
        }
    }

    private void RequireOwner(Call call)
    {
        if (organization.AdministratorOf(call.Account) is { } administrator)
        {
            throw ApiException.AccessDenied($"The delegated administrator {administrator} manages the filters of account {call.Account}.");
        }
    }

    private static DateTimeOffset? ExpiryOf(Call call)
    {
        if (call.Input.TextEntries("tags").FirstOrDefault(tag => tag.Key == ExpiryTag) is not { Key: not null } tag)
        {
            return null;
        }

        return DateTimeOffset.TryParse(tag.Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time > call.At
            ? time
            : throw ApiException.Invalid($"tags.{ExpiryTag}", "must be a time to come, like 2027-01-31T12:00:00Z");
    }

    // stricter than the model, as the reference has it
    private static string? Named(string? name) => name is null || (name.Length is >= 3 and <= 64 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-'))
        ? name
        : throw ApiException.Invalid("name", "must have 3 to 64 letters, digits, '.', '_' and '-'");

    private static string ActionOf(FindingFilter filter) => filter.Suppresses ? "SUPPRESS" : "NONE";

    private static ApiException Missing(string arn) => ApiException.NotFound($"There is no filter {arn}.");
}
