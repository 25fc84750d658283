using System.Text.Json;
using Vigil.Server.Settings;
using Vigil.Server.Wire;

namespace Vigil.Server.Operations.Accounts;

/// <summary>What an account may switch: a member nothing off.</summary>
internal sealed class PermissionOperations(Organization organization, PageTokens tokens) : IOperations
{
    private const int LongestPage = 1_024;

    private static readonly (string Service, string Operation)[] All =
    [
        ("EC2", "DISABLE_SCANNING"),
        ("EC2", "ENABLE_SCANNING"),
        ("ECR", "DISABLE_REPOSITORY"),
        ("ECR", "DISABLE_SCANNING"),
        ("ECR", "ENABLE_REPOSITORY"),
        ("ECR", "ENABLE_SCANNING"),
        ("LAMBDA", "DISABLE_SCANNING"),
        ("LAMBDA", "ENABLE_SCANNING"),
    ];

    public IEnumerable<OperationEntry> Entries => [new("ListAccountPermissions", Access.Look, List)];

    private void List(Call call, Utf8JsonWriter json)
    {
        var service = call.Input.OptionalText("service");
        var isMember = organization.AdministratorOf(call.Account) is not null;
        var (page, next) = PageTokens.Page(
            All.Where(one => (service is null || one.Service == service) && !(isMember && one.Operation == "DISABLE_SCANNING")),
            one => $"{one.Service} {one.Operation}",
            tokens.Read(call),
            call.Input.OptionalNumber("maxResults") ?? LongestPage);
        json.WriteStartArray("permissions");
        foreach (var (name, operation) in page)
        {
            json.WriteStartObject();
            json.WriteString("service", name);
            json.WriteString("operation", operation);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        tokens.Write(json, call, next);
    }
}
