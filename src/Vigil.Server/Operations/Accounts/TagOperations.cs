using System.Text.Json;
using Vigil.Server.Operations.Cis;
using Vigil.Server.Settings;
using Vigil.Server.Wire;
using Vigil.Storage.Rules;

namespace Vigil.Server.Operations.Accounts;

/// <summary>Tags on filters and CIS configurations.</summary>
internal sealed class TagOperations(TagShelf tags, FilterRegistry filters, CisConfigurations configurations) : IOperations
{
    public IEnumerable<OperationEntry> Entries =>
    [
        new("ListTagsForResource", Access.Look, (call, json) => json.WriteTextMap("tags", tags.Of(call.Account, ArnOf(call)))),
        new("TagResource", Access.Change, (call, _) => tags.Add(call.Account, ArnOf(call), call.Input.TextEntries("tags"))),
        new("UntagResource", Access.Change, (call, _) => tags.Remove(call.Account, ArnOf(call), call.Input.Texts("tagKeys"))),
    ];

    private string ArnOf(Call call)
    {
        var arn = call.Text("resourceArn");
        return filters.List(call.Account).Any(filter => filter.Arn == arn) || configurations.Find(call.Account, arn) is not null
            ? arn
            : throw ApiException.NotFound($"There is no resource {arn}.");
    }
}
