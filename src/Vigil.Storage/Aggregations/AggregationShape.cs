using System.Collections.Frozen;
using Vigil.Domain.Resources;
using Vigil.Storage.Estates;
using Vigil.Storage.Queries;

namespace Vigil.Storage.Aggregations;

/// <summary>How one type of aggregation is asked of the database: <c>t</c> counts of active findings, <c>r</c> resource.</summary>
/// <param name="From">Counts and what is joined to them.</param>
/// <param name="Key">What to group by, a text.</param>
/// <param name="Id">A number that tells groups with the same text apart; of resources their number.</param>
/// <param name="Condition">Which of them are taken.</param>
/// <param name="Fields">What can be asked for.</param>
internal sealed record AggregationShape(string From, string Key, string Id, string Condition, FrozenDictionary<string, Column> Fields)
{
    private const string ByResource = "tally_resource t JOIN resource r ON r.id = t.resource";
    private const string ByContent = "tally_title t";
    private const string ByLayer = "tally_layer t JOIN resource r ON r.id = t.resource";
    private const string NoId = "0";

    private static readonly MapColumn Tags = new($"r.id IN (SELECT l.resource FROM resource_label l WHERE l.kind = {(int)ResourceLabel.Tag} AND");
    private static readonly TextsColumn ImageTags = new($"r.id IN (SELECT l.resource FROM resource_label l WHERE l.kind = {(int)ResourceLabel.ImageTag} AND", "l.value");

    private static readonly (string, Column)[] Cloud =
    [
        ("cloudProviders", new TextColumn("r.provider")), ("cloudRegions", new TextColumn("r.region")), ("cloudOrgIds", new TextColumn("r.provider_org")),
        ("cloudAccountIds", new TextColumn("r.provider_account")), ("cloudPartitions", new TextColumn("(CASE WHEN r.provider = 'AWS' THEN 'aws' ELSE '' END)")),
    ];

    private static readonly (string, Column)[] Image =
    [
        ("resourceIds", new TextColumn("r.name")), ("imageShas", new TextColumn("r.digest")), ("imageDigests", new TextColumn("r.digest")),
        ("repositories", new TextColumn("r.repository")), ("registries", new TextColumn("r.registry")), ("architectures", new TextColumn("r.architecture")),
        ("imageTags", ImageTags), ("lastInUseAt", new DateColumn("r.in_use_at")), ("inUseCount", new NumberColumn("r.in_use_count")),
    ];

    private static readonly (string, Column)[] Function =
    [
        ("resourceIds", new TextColumn("r.name")), ("functionNames", new TextColumn("r.function_name")), ("runtimes", new TextColumn("r.runtime")), ("functionTags", Tags),
    ];

    private static readonly (string, Column)[] Machine =
    [
        ("amis", new TextColumn("r.image_id")), ("vmImageReferences", new TextColumn("r.image_id")), ("operatingSystems", new TextColumn("r.operating_system")),
        ("instanceIds", new TextColumn("r.name")), ("resourceIds", new TextColumn("r.name")), ("instanceTags", Tags),
    ];

    private static readonly FrozenDictionary<AggregationType, AggregationShape> Shapes = new Dictionary<AggregationType, AggregationShape>
    {
        [AggregationType.FindingType] = Content("''", NoId, "1 = 1"),
        [AggregationType.Account] = Content("''", NoId, "1 = 1"),
        [AggregationType.Title] = Content("t.title", "(CASE WHEN t.type = 0 THEN t.vulnerability ELSE 0 END)", "1 = 1", ("titles", new TextColumn("t.title")), ("vulnerabilityIds", new TextsColumn("t.vulnerability IN (SELECT v.id FROM vulnerability v WHERE v.type = 0 AND", "v.name"))),
        [AggregationType.Package] = new("tally_package t", "t.name", NoId, "1 = 1", FieldsOf(("packageNames", new TextColumn("t.name")))),
        [AggregationType.Repository] = new(ByResource, "r.repository", NoId, "r.repository <> ''", FieldsOf([.. Cloud, ("repositories", new TextColumn("r.repository"))])),
        [AggregationType.Ami] = new(ByResource, "r.image_id", NoId, "r.image_id <> ''", FieldsOf([.. Cloud, ("amis", new TextColumn("r.image_id"))])),
        [AggregationType.AwsEc2Instance] = Resource(Is(ResourceType.AwsEc2Instance), Machine),
        [AggregationType.VmInstance] = Resource(Is(ResourceKind.Machine), [.. Machine, .. Cloud]),
        [AggregationType.AwsEcrContainer] = Resource(Is(ResourceType.AwsEcrContainerImage), Image),
        [AggregationType.ContainerImage] = Resource(Is(ResourceKind.Image), [.. Image, .. Cloud]),
        [AggregationType.AwsLambdaFunction] = Resource(Is(ResourceType.AwsLambdaFunction), Function),
        [AggregationType.ServerlessFunction] = Resource(Is(ResourceKind.Function), [.. Function, .. Cloud]),
        [AggregationType.CodeRepository] = Resource(
            Is(ResourceKind.Project),
            ("projectNames", new TextColumn("r.project")), ("providerTypes", new TextColumn("r.project_provider")), ("resourceIds", new TextColumn("r.name"))),
        [AggregationType.ImageLayer] = new(
            ByLayer, "t.layer", "r.id", "t.layer <> ''", FieldsOf([.. Image, .. Cloud, ("layerHashes", new TextColumn("t.layer"))])),
        [AggregationType.LambdaLayer] = new(
            ByLayer, "t.function_layer", "r.id", "t.function_layer <> ''", FieldsOf([.. Function, ("layerArns", new TextColumn("t.function_layer"))])),
    }.ToFrozenDictionary();

    /// <summary>Whether its groups are resources, or parts of them.</summary>
    public bool IsOfResources => Id == "r.id";

    /// <summary>Whether its counts are of resources.</summary>
    public bool KnowsResource => From.Contains(" JOIN resource r ", StringComparison.Ordinal);

    /// <summary>The shape of a type.</summary>
    public static AggregationShape Of(AggregationType type) => Shapes[type];

    private static AggregationShape Resource(string condition, params (string, Column)[] fields) => new(ByResource, "r.name", "r.id", condition, FieldsOf(fields));

    private static AggregationShape Content(string key, string id, string condition, params (string, Column)[] fields) => new(ByContent, key, id, condition, FieldsOf(fields));

    private static string Is(ResourceType type) => $"r.type = {(int)type}";

    private static string Is(ResourceKind kind) => $"r.kind = {(int)kind}";

    private static FrozenDictionary<string, Column> FieldsOf(params (string Name, Column Column)[] fields) =>
        fields.ToFrozenDictionary(field => field.Name, field => field.Column, StringComparer.Ordinal);
}
