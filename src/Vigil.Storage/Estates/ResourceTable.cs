using Vigil.Domain.Accounts;
using Vigil.Domain.Packages;
using Vigil.Domain.Resources;
using Vigil.Domain.Scoring;
using Vigil.Scanning.Estates;
using Vigil.Storage.Documents;
using Vigil.Storage.Sessions;

namespace Vigil.Storage.Estates;

/// <summary>The resources of all accounts: what they are and what they contain.</summary>
internal sealed class ResourceTable(Session session)
{
    private const string Columns =
        """
        type, kind, region, provider, provider_account, provider_org, image_id, network, operating_system, repository, registry, digest, architecture,
        pushed_at, pulled_at, in_use_at, in_use_count, function_name, runtime, role, modified_at, project, project_provider, visibility, commit_id,
        reachability
        """;

    private const string Select =
        """
        SELECT r.id, r.reachability, d.document, c.coordinates, c.places FROM resource r
        JOIN resource_document d ON d.resource = r.id JOIN resource_contents c ON c.resource = r.id
        """;

    private static readonly string ColumnParameters = string.Join(", ", Enumerable.Range(4, Columns.AsSpan().Count(',') + 1).Select(number => $"${number}"));

    private readonly Numbers _numbers = new(session, "resource");
    private readonly List<object[]> _labels = [];

    /// <summary>What is known of a resource; <see langword="null"/> when nothing is.</summary>
    public StoredResource? Find(AccountId account, string name)
    {
        using var rows = session[$"{Select} WHERE r.account = $1 AND r.name = $2"].Rows(account.Number, name);
        return rows.Read() ? Read(rows) : null;
    }

    /// <summary>A resource by its number.</summary>
    public StoredResource Get(long id)
    {
        using var rows = session[$"{Select} WHERE r.id = $1"].Rows(id);
        return rows.Read() ? Read(rows) : throw new InvalidDataException($"Resource {id} has no row: the estate is damaged.");
    }

    /// <summary>Takes what a resource is, in the place of what was known of it.</summary>
    /// <returns>Its number.</returns>
    public long Put(Resource resource, ReachableFrom reachability, StoredResource? before)
    {
        var id = before?.Id ?? _numbers.Take();
        object[] values = [id, resource.Account.Number, resource.Id, .. Values(resource), (long)reachability];
        if (before is null)
        {
            session[$"INSERT INTO resource (id, account, name, {Columns}) VALUES ($1, $2, $3, {ColumnParameters})"].Run(values);
            session["INSERT INTO resource_contents VALUES ($1, $2, $3)"].Run(id, Array.Empty<byte>(), Array.Empty<byte>());
        }
        else if (before.Reachability != reachability || before.Resource != resource)
        {
            session[$"UPDATE resource SET ({Columns}) = ({ColumnParameters}) WHERE id = $1 AND account = $2 AND name = $3"].Run(values);
            session["DELETE FROM resource_label WHERE resource = $1"].Run(id);
        }
        else
        {
            return id;
        }

        session["INSERT INTO resource_document VALUES ($1, $2) ON CONFLICT (resource) DO UPDATE SET document = excluded.document"].Run(id, Json.Write(resource));
        _labels.AddRange(Labels(resource).Distinct().Select(label => (object[])[id, (long)label.Kind, label.Name, label.Value]));
        return id;
    }

    /// <summary>Takes what a resource contains.</summary>
    public void PutContents(long id, NumberSet coordinates, byte[] places) =>
        session["UPDATE resource_contents SET coordinates = $2, places = $3 WHERE resource = $1"].Run(id, coordinates.Bytes.ToArray(), places);

    /// <summary>Keeps an inventory as it was taken.</summary>
    public void PutInventory(long id, byte[] inventory, DateTimeOffset takenAt) =>
        session["INSERT INTO inventory (resource, document, taken_at) VALUES ($1, $2, $3) ON CONFLICT (resource) DO UPDATE SET document = excluded.document, taken_at = excluded.taken_at"]
            .Run(id, inventory, Times.Column(takenAt));

    /// <summary>When the last inventory of a resource was taken; <see langword="null"/> when there is none.</summary>
    public DateTimeOffset? InventoryTakenAt(long id) =>
        session["SELECT taken_at FROM inventory WHERE resource = $1"].First(id) is long takenAt ? Times.TimeOrNone(takenAt) : null;

    /// <summary>The last inventory of a resource; <see langword="null"/> when there is none.</summary>
    public Inventory? InventoryOf(long id) =>
        session["SELECT document FROM inventory WHERE resource = $1"].First(id) is byte[] document ? InventoryDecoder.Decode(document) : null;

    /// <summary>Deletes what is known of a resource, apart from its findings and coverage.</summary>
    public void Delete(long account, long id)
    {
        session["DELETE FROM resource WHERE id = $1"].Run(id);
        session["DELETE FROM resource_document WHERE resource = $1"].Run(id);
        session["DELETE FROM resource_contents WHERE resource = $1"].Run(id);
        session["DELETE FROM resource_label WHERE resource = $1"].Run(id);
        session["DELETE FROM inventory WHERE resource = $1"].Run(id);
        session["DELETE FROM tally_resource WHERE account = $1 AND resource = $2"].Run(account, id);
        session["DELETE FROM tally_layer WHERE account = $1 AND resource = $2"].Run(account, id);
    }

    public void Save()
    {
        session.Insert("resource_label", "resource, kind, name, value", _labels);
        _labels.Clear();
        _numbers.Save();
    }

    private static StoredResource Read(System.Data.Common.DbDataReader row) => new(
        row.GetInt64(0), (ReachableFrom)row.GetInt32(1), Json.Read<Resource>(row.GetFieldValue<byte[]>(2)), Rows.Numbers(row, 3), row.GetFieldValue<byte[]>(4));

    private static object[] Values(Resource resource)
    {
        var (machine, image, function, project) = (resource.Machine, resource.Image, resource.Function, resource.Project);
        return
        [
            (long)resource.Type, (long)ResourceKinds.Of(resource), resource.Region, resource.Provider, resource.EffectiveProviderAccountId, resource.ProviderOrgId,
            machine?.ImageId ?? "", machine?.NetworkId ?? "", machine?.OperatingSystem ?? image?.OperatingSystem ?? "",
            image?.Repository ?? resource.ImageRepository?.Name ?? "", image?.Registry ?? "", image?.Digest ?? "", image?.Architecture ?? "",
            Times.Column(image?.PushedAt), Times.Column(image?.PulledAt), Times.Column(image?.LastInUseAt), image?.InUseCount ?? -1,
            function?.Name ?? "", function?.Runtime ?? "", function?.ExecutionRoleArn ?? "", Times.Column(function?.LastModifiedAt),
            project?.Name ?? "", project?.ProviderType ?? "", project?.Visibility ?? "", project?.LastScannedCommitId ?? "",
        ];
    }

    private static IEnumerable<(ResourceLabel Kind, string Name, string Value)> Labels(Resource resource) =>
    [
        .. resource.Tags.Select(tag => (ResourceLabel.Tag, tag.Key, tag.Value)),
        .. (resource.Image?.ImageTags.Items ?? []).Select(tag => (ResourceLabel.ImageTag, "", tag)),
        .. (resource.Machine?.SubnetIds.Items ?? []).Select(subnet => (ResourceLabel.Subnet, "", subnet)),
        .. (resource.Function?.Layers.Items ?? []).Select(layer => (ResourceLabel.Layer, "", layer)),
    ];
}

/// <summary>What is known of a resource.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Reachability">From where it can be reached.</param>
/// <param name="Resource">What it is.</param>
/// <param name="Coordinates">What it contains.</param>
/// <param name="Places">Digests of the places of each of them, in the order of their numbers, little-endian; empty when all are zero.</param>
internal sealed record StoredResource(long Id, ReachableFrom Reachability, Resource Resource, NumberSet Coordinates, byte[] Places);

/// <summary>What there may be several of in a resource.</summary>
internal enum ResourceLabel
{
    Tag,
    ImageTag,
    Subnet,
    Layer,
}
