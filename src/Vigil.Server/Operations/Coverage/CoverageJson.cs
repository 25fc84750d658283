using System.Text.Json;
using Vigil.Domain.Coverage;
using Vigil.Domain.Resources;
using Vigil.Server.Model;
using Vigil.Server.Wire;

namespace Vigil.Server.Operations.Coverage;

/// <summary>A covered resource as the API shows it.</summary>
internal static class CoverageJson
{
    /// <summary>Writes one as an object.</summary>
    public static void Write(Utf8JsonWriter json, CoverageEntry entry)
    {
        var resource = entry.Resource;
        json.WriteStartObject();
        json.WriteString("resourceType", ResourceTypes.Words[resource.Type]);
        json.WriteString("resourceId", resource.Id);
        json.WriteString("accountId", resource.Account.ToString());
        json.WriteString("scanType", CoverageWords.Type[entry.ScanType]);
        json.WriteStartObject("scanStatus");
        json.WriteString("statusCode", CoverageWords.IsActive(entry.Reason) ? "ACTIVE" : "INACTIVE");
        json.WriteString("reason", CoverageWords.Reason[entry.Reason]);
        json.WriteEndObject();
        json.WriteStartObject("resourceMetadata");
        WriteMetadata(json, resource);
        json.WriteEndObject();
        json.WriteTime("lastScannedAt", entry.LastScannedAt);
        json.WriteText("scanMode", CoverageWords.Mode[entry.ScanMode]);
        json.WriteText("provider", resource.Provider);
        json.WriteText("providerAccountId", resource.EffectiveProviderAccountId);
        json.WriteText("providerOrgId", resource.ProviderOrgId);
        json.WriteText("providerRegion", resource.Region);
        json.WriteText("providerPartition", resource.Partition);
        json.WriteEndObject();
    }

    private static void WriteMetadata(Utf8JsonWriter json, Resource resource)
    {
        switch (resource)
        {
            case { Type: ResourceType.AwsEc2Instance, Machine: { } machine }:
                json.WriteStartObject("ec2");
                json.WriteTags("tags", resource.Tags);
                json.WriteText("amiId", machine.ImageId);
                json.WriteText("platform", machine.Platform);
                json.WriteEndObject();
                break;
            case { Type: ResourceType.AwsEcrContainerImage, Image: { } image }:
                json.WriteStartObject("ecrImage");
                json.WriteTexts("tags", image.ImageTags);
                json.WriteTime("imagePulledAt", image.PulledAt);
                json.WriteTime("lastInUseAt", image.LastInUseAt);
                json.WriteOptional("inUseCount", image.InUseCount);
                json.WriteEndObject();
                break;
            case { ImageRepository: { } repository }:
                json.WriteStartObject("ecrRepository");
                json.WriteText("name", repository.Name);
                json.WriteText("scanFrequency", repository.ScanFrequency);
                json.WriteEndObject();
                break;
            case { Type: ResourceType.AwsLambdaFunction, Function: { } function }:
                json.WriteStartObject("lambdaFunction");
                json.WriteTags("functionTags", resource.Tags);
                json.WriteTexts("layers", function.Layers, most: 5);
                json.WriteText("functionName", function.Name);
                json.WriteText("runtime", function.Runtime);
                json.WriteEndObject();
                break;
            case { Project: { } project }:
                json.WriteStartObject("codeRepository");
                json.WriteString("projectName", project.Name);
                json.WriteText("integrationArn", project.IntegrationArn);
                json.WriteString("providerType", project.ProviderType);
                json.WriteString("providerTypeVisibility", project.Visibility);
                json.WriteText("lastScannedCommitId", project.LastScannedCommitId);
                json.WriteEndObject();
                break;
            default:
                WriteOfOtherProviders(json, resource);
                break;
        }
    }

    private static void WriteOfOtherProviders(Utf8JsonWriter json, Resource resource)
    {
        switch (resource)
        {
            case { Machine: { } machine }:
                json.WriteStartObject("vmInstance");
                json.WriteTags("tags", resource.Tags);
                json.WriteText("platform", machine.Platform);
                json.WriteText("vmImageReference", machine.ImageId);
                json.WriteEndObject();
                break;
            case { Image: { } image }:
                json.WriteStartObject("containerImage");
                json.WriteTexts("imageTags", image.ImageTags);
                json.WriteTime("imagePulledAt", image.PulledAt);
                json.WriteTime("lastInUseAt", image.LastInUseAt);
                json.WriteOptional("inUseCount", image.InUseCount);
                json.WriteEndObject();
                break;
            case { Function: { } function }:
                json.WriteStartObject("serverlessFunction");
                json.WriteText("serverlessFunctionName", function.Name);
                json.WriteText("runtime", function.Runtime);
                json.WriteTags("functionTags", resource.Tags);
                json.WriteEndObject();
                break;
            default:
                break;
        }
    }
}
