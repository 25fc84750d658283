using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Vigil.Domain;
using Vigil.Domain.Accounts;
using Vigil.Domain.Coverage;
using Vigil.Domain.Packages;
using Vigil.Domain.Resources;
using Vigil.Scanning.Artifacts;
using Vigil.Server.Hosting;
using Vigil.Server.Settings;
using Vigil.Server.Submissions;
using Vigil.Server.Wire;
using Vigil.Storage;
using Vigil.Storage.Records;

namespace Vigil.Server.Hosts;

/// <summary>The hosts with an agent, and what is known of them as resources.</summary>
internal sealed class HostRegister(IRecords records, ResourceRegister resources, IOptions<ServerOptions> options)
{
    private readonly Shelf<EnrolledHost> _shelf = new(records, "host");

    /// <summary>A host by the id of its resource; <see langword="null"/> when there is none.</summary>
    public EnrolledHost? Get(AccountId account, string id) => _shelf.Get(account, id);

    /// <summary>Hosts in the ordinal order of their ids, after one.</summary>
    public IReadOnlyList<(string Id, EnrolledHost Host)> List(AccountId account, string after = "", int limit = int.MaxValue) => _shelf.List(account, after, limit);

    /// <summary>Changes what is known of a host.</summary>
    public EnrolledHost Change(AccountId account, string id, Func<EnrolledHost, EnrolledHost> change) =>
        _shelf.Change(account, id, host => change(host ?? throw ApiException.NotFound($"There is no host {id}.")));

    /// <summary>Takes a new host, or one that was revoked and comes back.</summary>
    /// <exception cref="ApiException">A host with that id is enrolled.</exception>
    public void Add(AccountId account, string id, EnrolledHost host)
    {
        _shelf.Change(account, id, before => before is null or { RevokedAt: not null }
            ? host
            : throw ApiException.Conflict($"The host {id} is enrolled: revoke it first.", id, "HOST"));
        var isExcluded = ExclusionTag.Excludes(host.Tags.Keys);
        resources.Put(ResourceOf(account, id, host), ScanType.Package, isExcluded ? ScanStatusReason.ExcludedByTag : ScanStatusReason.PendingInitialScan, ScanMode.InspectorAgentBased);
    }

    /// <summary>Whether its packages are watched, and why.</summary>
    public ScanStatusReason? StatusOf(AccountId account, string id) => resources.StatusOf(account, id, ScanType.Package);

    /// <summary>Says that a host is watched otherwise than before.</summary>
    public void SetStatus(AccountId account, string id, ScanStatusReason reason) => resources.SetStatus(account, id, ScanType.Package, reason);

    /// <summary>The resource of a submission that is signed with the key of a host.</summary>
    /// <exception cref="ApiException">It is about something else than that host.</exception>
    public Resource ResourceOf(Call call, string bound, JsonElement? named, Inventory inventory)
    {
        var id = named?.OptionalText("id") ?? bound;
        if (id != bound || inventory.Artifact.Kind is not (ArtifactKind.Host or ArtifactKind.Directory) || named?.OptionalText("type") is not (null or "AWS_EC2_INSTANCE"))
        {
            throw ApiException.AccessDenied($"The key {call.Caller.AccessKeyId} belongs to the host {bound} and submits for that alone.");
        }

        var host = Get(call.Account, bound) ?? throw ApiException.NotFound($"There is no host {bound}.");
        var resource = ResourceOf(call.Account, bound, host);
        return resource with { Machine = resource.Machine! with { OperatingSystem = inventory.OperatingSystem?.Platform ?? "" } };
    }

    /// <summary>Has a host asked for its inventory with its next word, whatever it has sent.</summary>
    public void AskForInventory(AccountId account, string id) => Change(account, id, host => host with { InventoryDigest = "" });

    /// <summary>What an inventory makes of a machine: watched, though some of its packages of languages were too many or took too long.</summary>
    public static ScanStatusReason StatusBy(Inventory inventory)
    {
        var codes = inventory.Diagnostics.Items.Select(diagnostic => diagnostic.Code.Number).ToHashSet();
        return codes.Contains(ArtifactCodes.LanguagePackagesLimit.Number) ? ScanStatusReason.DeepInspectionPackageCollectionLimitExceeded
            : codes.Contains(ArtifactCodes.LanguageTimeLimit.Number) ? ScanStatusReason.DeepInspectionCollectionTimeLimitExceeded
            : ScanStatusReason.Successful;
    }

    /// <summary>Keeps that a host submitted.</summary>
    public void Submitted(Call call, string id, byte[] inventory, ScanStatusReason status) => Change(call.Account, id, host => host with
    {
        LastSeenAt = call.At,
        InventoryAt = call.Input.OptionalTime("takenAt") ?? call.At,
        InventoryDigest = Convert.ToHexStringLower(SHA256.HashData(inventory)),
        InventoryStatus = status,
    });

    private Resource ResourceOf(AccountId account, string id, EnrolledHost host)
    {
        var tags = host.Tags.WithComparers(StringComparer.Ordinal);
        return new Resource
        {
            Account = account,
            Type = ResourceType.AwsEc2Instance,
            Id = id,
            Region = options.Value.Region,
            Tags = [.. (tags.ContainsKey("Name") ? tags : tags.Add("Name", host.Name)).Select(tag => new Tag(tag.Key, tag.Value))],
            Machine = new Machine(),
        };
    }
}
