using System.Text.Json;
using Vigil.Domain.Resources;
using Vigil.Server.Wire;

namespace Vigil.Server.Deliveries.SecurityHub;

/// <summary>The resource of a finding in the AWS Security Finding Format.</summary>
internal static class AsffResource
{
    /// <summary>Writes the list of the one.</summary>
    public static void Write(Utf8JsonWriter json, Resource resource)
    {
        json.WriteStartArray("Resources");
        json.WriteStartObject();
        json.WriteString("Type", TypeOf(resource.Type));
        json.WriteString("Id", resource.Type == ResourceType.AwsEc2Instance ? $"arn:{resource.Partition}:ec2:{resource.Region}:{resource.Account}:instance/{resource.Id}" : resource.Id);
        json.WriteText("Partition", resource.Partition);
        json.WriteText("Region", resource.Region);
        json.WriteTags("Tags", resource.Tags);
        json.WriteStartObject("Details");
        WriteDetails(json, resource);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static string TypeOf(ResourceType type) => type switch
    {
        ResourceType.AwsEc2Instance => "AwsEc2Instance",
        ResourceType.AwsEcrContainerImage => "AwsEcrContainerImage",
        ResourceType.AwsLambdaFunction => "AwsLambdaFunction",
        _ => "Other",
    };

    private static void WriteDetails(Utf8JsonWriter json, Resource resource)
    {
        switch (resource.Type)
        {
            case ResourceType.AwsEc2Instance when resource.Machine is { } machine:
                json.WriteStartObject("AwsEc2Instance");
                json.WriteText("Type", machine.InstanceType);
                json.WriteText("ImageId", machine.ImageId);
                json.WriteTexts("IpV4Addresses", machine.IpV4Addresses);
                json.WriteTexts("IpV6Addresses", machine.IpV6Addresses);
                json.WriteText("KeyName", machine.KeyName);
                json.WriteText("IamInstanceProfileArn", machine.InstanceProfileArn);
                json.WriteText("VpcId", machine.NetworkId);
                json.WriteText("SubnetId", machine.SubnetIds.Items.FirstOrDefault());
                json.WriteText("LaunchedAt", machine.LaunchedAt is { } launched ? AsffFinding.TimeOf(launched) : null);
                json.WriteEndObject();
                break;
            case ResourceType.AwsEcrContainerImage when resource.Image is { } image:
                json.WriteStartObject("AwsEcrContainerImage");
                json.WriteText("RegistryId", image.Registry.Length > 0 ? image.Registry : resource.Account.ToString());
                json.WriteText("RepositoryName", image.Repository);
                json.WriteText("Architecture", image.Architecture);
                json.WriteText("ImageDigest", image.Digest);
                json.WriteTexts("ImageTags", image.ImageTags);
                json.WriteText("ImagePublishedAt", image.PushedAt is { } pushed ? AsffFinding.TimeOf(pushed) : null);
                json.WriteEndObject();
                break;
            case ResourceType.AwsLambdaFunction when resource.Function is { } function:
                json.WriteStartObject("AwsLambdaFunction");
                json.WriteText("FunctionName", function.Name);
                json.WriteText("Runtime", function.Runtime);
                json.WriteText("Version", function.Version);
                json.WriteText("CodeSha256", function.CodeSha256);
                json.WriteText("Role", function.ExecutionRoleArn);
                json.WriteText("PackageType", function.PackageType);
                json.WriteTexts("Architectures", function.Architectures);
                json.WriteText("LastModified", function.LastModifiedAt is { } modified ? AsffFinding.TimeOf(modified) : null);
                json.WriteEndObject();
                break;
            default:
                break;
        }
    }
}
