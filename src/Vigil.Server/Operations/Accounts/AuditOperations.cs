using System.Text.Json;
using Vigil.Server.Model;
using Vigil.Server.Settings;
using Vigil.Server.Wire;

namespace Vigil.Server.Operations.Accounts;

/// <summary>Reading the audit log of the own account.</summary>
internal sealed class AuditOperations(AuditLog audit, PageTokens tokens) : IOperations
{
    private const int LongestPage = 100;

    public IEnumerable<OperationEntry> Entries => [new("ListAuditEntries", Access.Look, List)];

    private void List(Call call, Utf8JsonWriter json)
    {
        var size = call.Input.OptionalNumber("maxResults") ?? LongestPage;
        var entries = audit.List(call.Account, tokens.Read(call), size + 1);
        json.WriteStartArray("entries");
        foreach (var (_, entry) in entries.Take(size))
        {
            json.WriteStartObject();
            json.WriteTime("at", entry.At);
            json.WriteString("operation", entry.Operation);
            json.WriteString("accessKeyId", entry.AccessKeyId);
            json.WriteText("input", entry.Input);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        tokens.Write(json, call, entries.Count > size ? entries[size - 1].Key : null);
    }
}
