using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Vigil.Domain.Coverage;
using Vigil.Server.Hosting;
using Vigil.Server.Identity;
using Vigil.Server.Model;
using Vigil.Server.Settings;
using Vigil.Server.Wire;
using Vigil.Storage.Work;

namespace Vigil.Server.Hosts;

/// <summary>Hosts with an agent: how they come, and how an administrator sees them, tags them and sends them away.</summary>
internal sealed class HostOperations(
    HostRegister hosts, EnrolmentTokens tokens, AccessKeys keys, AuditLog audit, WorkList work, PageTokens pages, IOptions<ServerOptions> options) : IOperations
{
    private const int LongestPage = 100;

    private static readonly JsonElement NoInput = JsonDocument.Parse("{}").RootElement;

    public IEnumerable<OperationEntry> Entries =>
    [
        new("EnrolHost", Access.Open, Enrol),
        new("ListHosts", Access.Look, List),
        new("TagHost", Access.Change, Tag),
        new("RevokeHost", Access.Change, Revoke),
    ];

    private void Enrol(Call call, Utf8JsonWriter json)
    {
        var (tokenId, token) = tokens.Use(call.Text("token"));
        var id = call.Input.OptionalText("hostId") ?? $"i-{RandomNumberGenerator.GetHexString(17, lowercase: true)}";
        var key = keys.Create(token.Account, Role.Scanner, $"agent of {id}", id);
        try
        {
            hosts.Add(token.Account, id, new EnrolledHost
            {
                Name = call.Text("name"),
                AccessKeyId = key.Id,
                TokenId = tokenId,
                EnrolledAt = call.At,
                LastSeenAt = call.At,
                AgentVersion = call.Input.OptionalText("agentVersion") ?? "",
                Tags = call.Input.TextEntries("tags").ToImmutableSortedDictionary(StringComparer.Ordinal).SetItems(token.Tags),
            });
        }
        catch (ApiException)
        {
            keys.Delete(token.Account, key.Id);
            throw;
        }

        work.Ask(new WorkItem(HostSilence.WorkKind, token.Account, HostSilence.WorkSubject) { DueAt = call.At, Lane = WorkLane.Bulk });
        // the account is that of the token, and the token is nobody's to read
        audit.Add(call with { Caller = new Caller(token.Account, Role.Scanner, key.Id, options.Value.Region), Input = NoInput });
        json.WriteString("hostId", id);
        json.WriteString("accountId", token.Account.ToString());
        json.WriteString("accessKeyId", key.Id);
        json.WriteString("secretAccessKey", key.Secret);
    }

    private void List(Call call, Utf8JsonWriter json)
    {
        var size = call.Input.OptionalNumber("maxResults") ?? LongestPage;
        var page = hosts.List(call.Account, pages.Read(call), size + 1);
        json.WriteStartArray("hosts");
        foreach (var (id, host) in page.Take(size))
        {
            json.WriteStartObject();
            json.WriteString("hostId", id);
            json.WriteString("name", host.Name);
            json.WriteText("agentVersion", host.AgentVersion);
            json.WriteString("accessKeyId", host.AccessKeyId);
            json.WriteTime("enrolledAt", host.EnrolledAt);
            json.WriteString("tokenId", host.TokenId);
            json.WriteTime("lastSeenAt", host.LastSeenAt);
            json.WriteTime("inventoryAt", host.InventoryAt);
            json.WriteTime("revokedAt", host.RevokedAt);
            json.WriteTextMap("tags", host.Tags);
            if (hosts.StatusOf(call.Account, id) is { } reason)
            {
                json.WriteString("status", CoverageWords.Reason[reason]);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        pages.Write(json, call, page.Count > size ? page[size - 1].Id : null);
    }

    private void Tag(Call call, Utf8JsonWriter json)
    {
        var id = call.Text("hostId");
        var tags = call.Input.TextEntries("tags").ToImmutableSortedDictionary(StringComparer.Ordinal);
        // with its next word the host is asked for its inventory, and the resource and its findings get the tags
        var host = hosts.Change(call.Account, id, host => host with { Tags = tags, InventoryDigest = "" });
        var isExcluded = hosts.StatusOf(call.Account, id) == ScanStatusReason.ExcludedByTag;
        if (host.RevokedAt is null && ExclusionTag.Excludes(tags.Keys) != isExcluded)
        {
            hosts.SetStatus(call.Account, id, isExcluded ? ScanStatusReason.PendingInitialScan : ScanStatusReason.ExcludedByTag);
        }
    }

    private void Revoke(Call call, Utf8JsonWriter json)
    {
        var id = call.Text("hostId");
        var host = hosts.Change(call.Account, id, host => host with { RevokedAt = host.RevokedAt ?? call.At, InventoryDigest = "" });
        keys.Delete(call.Account, host.AccessKeyId);
        hosts.SetStatus(call.Account, id, call.Input.OptionalFlag("terminated") == true ? ScanStatusReason.ResourceTerminated : ScanStatusReason.UnmanagedEc2Instance);
    }
}
