using System.Text.Json;
using Vigil.Server.Settings;
using Vigil.Server.Wire;

namespace Vigil.Server.Operations.Accounts;

/// <summary>The customer's key for code snippets. It is noted and given back; snippets are encrypted with the key of the installation.</summary>
internal sealed class EncryptionKeyOperations(AccountSettings accounts) : IOperations
{
    public IEnumerable<OperationEntry> Entries =>
    [
        new("GetEncryptionKey", Access.Look, Get),
        new("UpdateEncryptionKey", Access.Change, Update),
        new("ResetEncryptionKey", Access.Change, Reset),
    ];

    private void Get(Call call, Utf8JsonWriter json)
    {
        RequireCode(call);
        json.WriteString("kmsKeyId", KeyOf(call));
    }

    private void Update(Call call, Utf8JsonWriter json)
    {
        RequireCode(call);
        accounts.Change(call.Account, state => state with { CodeKeyId = call.Text("kmsKeyId") });
    }

    private void Reset(Call call, Utf8JsonWriter json)
    {
        RequireCode(call);
        KeyOf(call);
        accounts.Change(call.Account, state => state with { CodeKeyId = "" });
    }

    private string KeyOf(Call call) =>
        accounts.Of(call.Account).CodeKeyId is { Length: > 0 } key ? key : throw ApiException.NotFound("No customer key is set.");

    // only code of functions is kept encrypted by a customer's key
    private static void RequireCode(Call call)
    {
        if (call.Text("scanType") != "CODE")
        {
            throw ApiException.Invalid("scanType", "must be CODE");
        }

        if (call.Text("resourceType") is not ("AWS_LAMBDA_FUNCTION" or "CODE_REPOSITORY"))
        {
            throw ApiException.Invalid("resourceType", "must be AWS_LAMBDA_FUNCTION or CODE_REPOSITORY");
        }
    }
}
