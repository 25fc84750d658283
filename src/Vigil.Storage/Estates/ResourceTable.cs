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
        "type, kind, region, provider, provider_account, provider_org, image_id, network, operating_system, repository, registry, digest, architecture, "
        + "pushed_at, pulled_at, in_use_at, in_use_count, function_name, runtime, role, modified_at, project, project_provider, visibility, commit_id, reachability";

    private const string Known =
        """
        id, reachability,
        (SELECT d.document FROM resource_document d WHERE d.resource = resource.id),
        (SELECT c.coordinates FROM resource_contents c WHERE c.resource = resource.id),
        (SELECT c.places FROM resource_contents c WHERE c.resource = resource.id),
        coalesce((SELECT i.taken_at FROM inventory i WHERE i.resource = resource.id), 0)
        """;

    private readonly Numbers _numbers = new(session, "resource");
    private readonly List<object[]> _added = [];
    private readonly Dictionary<long, object[]> _changed = [];
    private readonly Dictionary<long, object[]> _documents = [];
    private readonly Dictionary<long, object[]> _contents = [];
    private readonly Dictionary<long, object[]> _inventories = [];
    private readonly List<object[]> _labels = [];

    /// <summary>What is known of a resource; <see langword="null"/> when nothing is.</summary>
    public StoredResource? Find(AccountId account, string name) => Find([(account, name)]).GetValueOrDefault((account, name));

    /// <summary>What is known of many resources: of each that is known.</summary>
    public Dictionary<(AccountId Account, string Name), StoredResource> Find(IReadOnlyCollection<(AccountId Account, string Name)> names)
    {
        var found = session.Find(
            $"account, name, {Known}",
            "resource",
            "account, name",
            [.. names.Distinct().Select(name => (object[])[name.Account.Number, name.Name])],
            row => (Name: (row.GetInt64(0), row.GetString(1)), Resource: Read(row, 2))).ToDictionary(one => one.Name, one => one.Resource);
        return names.Distinct()
            .Select(name => (Name: name, Resource: found.GetValueOrDefault((name.Account.Number, (string)Statement.Storable(name.Name)))))
            .Where(one => one.Resource is not null)
            .ToDictionary(one => one.Name, one => one.Resource!); // the others are left out
    }

    /// <summary>A resource by its number.</summary>
    public StoredResource Get(long id) => Get([id])[0];

    /// <summary>Resources by their numbers, each once, in ascending order.</summary>
    public IReadOnlyList<StoredResource> Get(IReadOnlyCollection<long> ids)
    {
        var found = session.Find(Known, "resource", "id", [.. ids.Select(id => (object[])[id])], row => Read(row, 0));
        return found.Count == ids.Count
            ? [.. found.OrderBy(resource => resource.Id)]
            : throw new InvalidDataException($"Of {ids.Count} resources, {ids.First()} and more, {found.Count} have a row: the estate is damaged.");
    }

    /// <summary>Takes what a resource is, in the place of what was known of it.</summary>
    /// <returns>Its number.</returns>
    public long Put(Resource resource, ReachableFrom reachability, StoredResource? before)
    {
        var id = before?.Id ?? _numbers.Take();
        if (before is null)
        {
            _added.Add([id, resource.Account.Number, resource.Id, .. Values(resource), (long)reachability]);
            PutContents(id, new NumberSet(), []);
        }
        else if (before.Reachability != reachability || before.Resource != resource)
        {
            _changed[id] = [id, .. Values(resource), (long)reachability];
        }
        else
        {
            return id;
        }

        _documents[id] = [id, Json.Write(resource)];
        _labels.AddRange(Labels(resource).Distinct().Select(label => (object[])[id, (long)label.Kind, label.Name, label.Value]));
        return id;
    }

    /// <summary>Takes what a resource contains.</summary>
    public void PutContents(long id, NumberSet coordinates, byte[] places) => _contents[id] = [id, coordinates.Bytes.ToArray(), places];

    /// <summary>Keeps an inventory as it was taken.</summary>
    public void PutInventory(long id, byte[] inventory, DateTimeOffset takenAt) => _inventories[id] = [id, inventory, Times.Column(takenAt)];

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

    /// <summary>Writes all changes; no resource changes twice before.</summary>
    public void Save()
    {
        session.Insert("resource", $"id, account, name, {Columns}", _added);
        session.Update("resource", "id", Columns, _changed.Values);
        session.Delete("resource_label", "resource", [.. _changed.Keys.Select(id => (object[])[id])]);
        session.Insert("resource_label", "resource, kind, name, value", _labels);
        session.Put("resource_document", "resource", "document", _documents.Values);
        session.Put("resource_contents", "resource", "coordinates, places", _contents.Values);
        session.Put("inventory", "resource", "document, taken_at", _inventories.Values);
        _added.Clear();
        _changed.Clear();
        _labels.Clear();
        _documents.Clear();
        _contents.Clear();
        _inventories.Clear();
        _numbers.Save();
    }

    private static StoredResource Read(System.Data.Common.DbDataReader row, int at) => new(
        row.GetInt64(at),
        (ReachableFrom)row.GetInt32(at + 1),
        Json.Read<Resource>(row.GetFieldValue<byte[]>(at + 2)),
        Rows.Numbers(row, at + 3),
        row.GetFieldValue<byte[]>(at + 4),
        Times.TimeOrNone(row.GetInt64(at + 5)));

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
/// <param name="TakenAt">When its last inventory was taken; <see langword="null"/> when there is none.</param>
internal sealed record StoredResource(long Id, ReachableFrom Reachability, Resource Resource, NumberSet Coordinates, byte[] Places, DateTimeOffset? TakenAt)
{
    /// <summary>Number of its account.</summary>
    public long Account => Resource.Account.Number;
}

/// <summary>What there may be several of in a resource.</summary>
internal enum ResourceLabel
{
    Tag,
    ImageTag,
    Subnet,
    Layer,
}
