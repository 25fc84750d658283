using System.Text.Json;
using Vigil.Server.Wire;

namespace Vigil.Server.Operations.CodeSecurity;

/// <summary>Code security and connectors to other clouds, which no account here has: lists are empty, nothing is found, nothing can be made.</summary>
internal sealed class SwitchedOffOperations(PageTokens tokens) : IOperations
{
    public IEnumerable<OperationEntry> Entries =>
    [
        new("ListCodeSecurityIntegrations", Access.Look, ListNothing("integrations")),
        new("ListCodeSecurityScanConfigurations", Access.Look, ListNothing("configurations")),
        new("ListConnectors", Access.Look, ListNothing("items")),
        new("ListConnectorScanConfigurations", Access.Look, ListNothing("scanConfigurations")),
        new("CreateCodeSecurityIntegration", Access.Change, Refuse("Code security")),
        new("CreateCodeSecurityScanConfiguration", Access.Change, Refuse("Code security")),
        new("CreateConnector", Access.Change, Refuse("Connecting other clouds")),
        new("GetCodeSecurityIntegration", Access.Look, NotFound("integrationArn")),
        new("UpdateCodeSecurityIntegration", Access.Change, NotFound("integrationArn")),
        new("DeleteCodeSecurityIntegration", Access.Change, NotFound("integrationArn")),
        new("GetCodeSecurityScanConfiguration", Access.Look, NotFound("scanConfigurationArn")),
        new("UpdateCodeSecurityScanConfiguration", Access.Change, NotFound("scanConfigurationArn")),
        new("DeleteCodeSecurityScanConfiguration", Access.Change, NotFound("scanConfigurationArn")),
        new("ListCodeSecurityScanConfigurationAssociations", Access.Look, NotFound("scanConfigurationArn")),
        new("GetCodeSecurityScan", Access.Look, NotFound("scanId")),
        new("StartCodeSecurityScan", Access.Change, (_, _) => throw ApiException.NotFound("There is no such project.")),
        new("UpdateConnector", Access.Change, NotFound("connectorArn")),
        new("DeleteConnector", Access.Change, NotFound("connectorArn")),
        new("UpdateConnectorScanConfiguration", Access.Change, NotFound("awsConfigConnectorArn")),
        new("BatchAssociateCodeSecurityScanConfiguration", Access.Change, FailAll("associateConfigurationRequests")),
        new("BatchDisassociateCodeSecurityScanConfiguration", Access.Change, FailAll("disassociateConfigurationRequests")),
    ];

    private Action<Call, Utf8JsonWriter> ListNothing(string name) => (call, json) =>
    {
        tokens.Read(call);
        json.WriteStartArray(name);
        json.WriteEndArray();
    };

    private static Action<Call, Utf8JsonWriter> Refuse(string feature) => (call, _) =>
        throw ApiException.AccessDenied($"{feature} is not enabled for account {call.Account}.");

    private static Action<Call, Utf8JsonWriter> NotFound(string member) => (call, _) => throw ApiException.NotFound($"There is no {call.Text(member)}.");

    private static Action<Call, Utf8JsonWriter> FailAll(string requests) => (call, json) =>
    {
        json.WriteStartArray("failedAssociations");
        foreach (var request in call.Input.Items(requests))
        {
            json.WriteStartObject();
            json.WriteString("scanConfigurationArn", request.GetProperty("scanConfigurationArn").GetString());
            json.WritePropertyName("resource");
            request.GetProperty("resource").WriteTo(json);
            json.WriteString("statusCode", "SCAN_CONFIGURATION_NOT_FOUND");
            json.WriteString("statusMessage", "There is no such configuration.");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("successfulAssociations");
        json.WriteEndArray();
    };
}
