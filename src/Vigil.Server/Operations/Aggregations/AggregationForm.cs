using System.Text.Json;
using Vigil.Domain.Resources;
using Vigil.Server.Model;
using Vigil.Server.Wire;
using Vigil.Storage.Aggregations;

namespace Vigil.Server.Operations.Aggregations;

/// <summary>How one type of aggregation is asked for and shown.</summary>
/// <param name="Type">The type.</param>
/// <param name="Member">Its member of request and answer: <c>repositoryAggregation</c>.</param>
/// <param name="Write">Writes what a row has besides its severities.</param>
internal sealed record AggregationForm(AggregationType Type, string Member, Action<Utf8JsonWriter, AggregationRow> Write)
{
    private static readonly Dictionary<string, AggregationForm> ByWord = new AggregationForm[]
    {
        new(AggregationType.FindingType, "findingTypeAggregation", WriteAccount),
        new(AggregationType.Account, "accountAggregation", WriteAccount),
        new(AggregationType.Package, "packageAggregation", (json, row) => WriteKey(json, "packageName", row)),
        new(AggregationType.Title, "titleAggregation", WriteTitle),
        new(AggregationType.Repository, "repositoryAggregation", WriteRepository),
        new(AggregationType.Ami, "amiAggregation", WriteAmi),
        new(AggregationType.AwsEc2Instance, "ec2InstanceAggregation", WriteInstance),
        new(AggregationType.AwsEcrContainer, "awsEcrContainerAggregation", WriteEcrImage),
        new(AggregationType.ImageLayer, "imageLayerAggregation", WriteImageLayer),
        new(AggregationType.AwsLambdaFunction, "lambdaFunctionAggregation", WriteLambda),
        new(AggregationType.LambdaLayer, "lambdaLayerAggregation", WriteLambdaLayer),
        new(AggregationType.CodeRepository, "codeRepositoryAggregation", WriteProject),
        new(AggregationType.ContainerImage, "containerImageAggregation", WriteImage),
        new(AggregationType.ServerlessFunction, "serverlessFunctionAggregation", WriteFunction),
        new(AggregationType.VmInstance, "vmInstanceAggregation", WriteMachine),
    }.ToDictionary(form => form.Word, StringComparer.Ordinal);

    /// <summary>The type on the wire: <c>AWS_EC2_INSTANCE</c>.</summary>
    public string Word { get; } = JsonNamingPolicy.SnakeCaseUpper.ConvertName(Type.ToString());

    /// <summary>The form of a type that the model has checked.</summary>
    public static AggregationForm Of(string word) => ByWord[word];

    private static void WriteKey(Utf8JsonWriter json, string name, AggregationRow row)
    {
        json.WriteString(name, row.Key);
        json.WriteString("accountId", row.Account.ToString());
    }

    private static void WriteAccount(Utf8JsonWriter json, AggregationRow row)
    {
        json.WriteString("accountId", row.Account.ToString());
        json.WriteNumber("exploitAvailableCount", row.ExploitAvailable);
        json.WriteNumber("fixAvailableCount", row.FixAvailable);
    }

    private static void WriteTitle(Utf8JsonWriter json, AggregationRow row)
    {
        WriteKey(json, "title", row);
        json.WriteText("vulnerabilityId", row.Vulnerability);
    }

    private static void WriteRepository(Utf8JsonWriter json, AggregationRow row)
    {
        WriteKey(json, "repository", row);
        json.WriteNumber("affectedImages", row.AffectedResources);
    }

    private static void WriteAmi(Utf8JsonWriter json, AggregationRow row)
    {
        WriteKey(json, "ami", row);
        json.WriteNumber("affectedInstances", row.AffectedResources);
    }

    private static void WriteInstance(Utf8JsonWriter json, AggregationRow row)
    {
        WriteKey(json, "instanceId", row);
        json.WriteText("ami", row.Resource?.Machine?.ImageId);
        json.WriteText("operatingSystem", row.Resource?.Machine?.OperatingSystem);
        json.WriteTags("instanceTags", row.Resource?.Tags ?? []);
        json.WriteNumber("networkFindings", row.Network);
    }

    private static void WriteEcrImage(Utf8JsonWriter json, AggregationRow row)
    {
        WriteKey(json, "resourceId", row);
        var image = row.Resource?.Image;
        json.WriteText("imageSha", image?.Digest);
        json.WriteText("repository", image?.Repository);
        json.WriteText("architecture", image?.Architecture);
        json.WriteTexts("imageTags", image?.ImageTags ?? []);
        json.WriteTime("lastInUseAt", image?.LastInUseAt);
        json.WriteOptional("inUseCount", image?.InUseCount);
    }

    private static void WriteImageLayer(Utf8JsonWriter json, AggregationRow row)
    {
        json.WriteString("repository", row.Resource?.Image?.Repository ?? "");
        json.WriteString("resourceId", row.Resource?.Id ?? "");
        WriteKey(json, "layerHash", row);
    }

    private static void WriteLambda(Utf8JsonWriter json, AggregationRow row)
    {
        WriteKey(json, "resourceId", row);
        json.WriteText("functionName", row.Resource?.Function?.Name);
        json.WriteText("runtime", row.Resource?.Function?.Runtime);
        json.WriteTags("lambdaTags", row.Resource?.Tags ?? []);
        json.WriteTime("lastModifiedAt", row.Resource?.Function?.LastModifiedAt);
    }

    private static void WriteLambdaLayer(Utf8JsonWriter json, AggregationRow row)
    {
        json.WriteString("functionName", row.Resource?.Function?.Name ?? "");
        json.WriteString("resourceId", row.Resource?.Id ?? "");
        WriteKey(json, "layerArn", row);
    }

    private static void WriteProject(Utf8JsonWriter json, AggregationRow row)
    {
        WriteKey(json, "resourceId", row);
        json.WriteString("projectNames", row.Resource?.Project?.Name ?? "");
        json.WriteText("providerType", row.Resource?.Project?.ProviderType);
        WriteOutlook(json, row);
    }

    private static void WriteImage(Utf8JsonWriter json, AggregationRow row)
    {
        WriteKey(json, "resourceId", row);
        WriteCloud(json, row.Resource);
        var image = row.Resource?.Image;
        json.WriteText("imageDigest", image?.Digest);
        json.WriteText("repository", image?.Repository);
        json.WriteText("registry", image?.Registry);
        json.WriteText("architecture", image?.Architecture);
        json.WriteTexts("imageTags", image?.ImageTags ?? []);
        json.WriteTime("lastInUseAt", image?.LastInUseAt);
        json.WriteOptional("inUseCount", image?.InUseCount);
        WriteOutlook(json, row);
    }

    private static void WriteFunction(Utf8JsonWriter json, AggregationRow row)
    {
        WriteKey(json, "resourceId", row);
        WriteCloud(json, row.Resource);
        json.WriteText("functionName", row.Resource?.Function?.Name);
        json.WriteText("runtime", row.Resource?.Function?.Runtime);
        json.WriteTags("tags", row.Resource?.Tags ?? []);
        json.WriteTime("lastModifiedAt", row.Resource?.Function?.LastModifiedAt);
        WriteOutlook(json, row);
    }

    private static void WriteMachine(Utf8JsonWriter json, AggregationRow row)
    {
        WriteKey(json, "resourceId", row);
        WriteCloud(json, row.Resource);
        json.WriteText("vmImageReference", row.Resource?.Machine?.ImageId);
        json.WriteText("operatingSystem", row.Resource?.Machine?.OperatingSystem);
        json.WriteTags("tags", row.Resource?.Tags ?? []);
        json.WriteNumber("networkFindings", row.Network);
        WriteOutlook(json, row);
    }

    private static void WriteCloud(Utf8JsonWriter json, Resource? resource)
    {
        json.WriteText("cloudProvider", resource?.Provider);
        json.WriteText("cloudAccountId", resource?.EffectiveProviderAccountId);
        json.WriteText("cloudPartition", resource?.Partition);
        json.WriteText("cloudRegion", resource?.Region);
        json.WriteText("cloudOrgId", resource?.ProviderOrgId);
    }

    private static void WriteOutlook(Utf8JsonWriter json, AggregationRow row)
    {
        json.WriteNumber("exploitAvailableActiveFindingsCount", row.ExploitAvailable);
        json.WriteNumber("fixAvailableActiveFindingsCount", row.FixAvailable);
    }
}
