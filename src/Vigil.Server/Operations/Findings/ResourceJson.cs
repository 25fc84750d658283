using System.Text.Json;
using Vigil.Domain.Resources;
using Vigil.Server.Model;
using Vigil.Server.Wire;

namespace Vigil.Server.Operations.Findings;

/// <summary>The resource of a finding.</summary>
internal static class ResourceJson
{
    public static void Write(Utf8JsonWriter json, Resource resource)
    {
        json.WriteStartObject();
        json.WriteString("type", ResourceTypes.Words[resource.Type]);
        json.WriteString("id", resource.Id);
        json.WriteText("partition", resource.Partition);
        json.WriteText("region", resource.Region);
        json.WriteTags("tags", resource.Tags);
        json.WriteText("provider", resource.Provider);
        json.WriteText("providerAccountId", resource.EffectiveProviderAccountId);
        json.WriteText("providerOrgId", resource.ProviderOrgId);
        json.WriteStartObject("details");
        WriteDetails(json, resource);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteDetails(Utf8JsonWriter json, Resource resource)
    {
        switch (resource.Type)
        {
            case ResourceType.AwsEc2Instance when resource.Machine is { } machine:
                WriteInstance(json, machine);
                WriteVm(json, machine);
                break;
            case ResourceType.AzureVirtualMachine when resource.Machine is { } machine:
                WriteVm(json, machine);
                break;
            case ResourceType.AwsEcrContainerImage when resource.Image is { } image:
                WriteEcrImage(json, resource, image);
                WriteImage(json, image);
                break;
            case ResourceType.AzureContainerImage when resource.Image is { } image:
                WriteImage(json, image);
                break;
            case ResourceType.AwsLambdaFunction when resource.Function is { } function:
                WriteLambda(json, function);
                WriteFunction(json, function);
                break;
            case ResourceType.AzureFunctionApp when resource.Function is { } function:
                WriteFunction(json, function);
                break;
            case ResourceType.CodeRepository when resource.Project is { } project:
                WriteProject(json, project);
                break;
            default:
                break;
        }
    }

    private static void WriteInstance(Utf8JsonWriter json, Machine machine)
    {
        json.WriteStartObject("awsEc2Instance");
        json.WriteText("type", machine.InstanceType);
        json.WriteText("imageId", machine.ImageId);
        json.WriteTexts("ipV4Addresses", machine.IpV4Addresses);
        json.WriteTexts("ipV6Addresses", machine.IpV6Addresses);
        json.WriteText("keyName", machine.KeyName);
        json.WriteText("iamInstanceProfileArn", machine.InstanceProfileArn);
        json.WriteText("vpcId", machine.NetworkId);
        json.WriteText("subnetId", machine.SubnetIds.Items.FirstOrDefault());
        json.WriteTime("launchedAt", machine.LaunchedAt);
        json.WriteText("platform", machine.OperatingSystem);
        json.WriteEndObject();
    }

    private static void WriteVm(Utf8JsonWriter json, Machine machine)
    {
        json.WriteStartObject("vm");
        json.WriteText("type", machine.InstanceType);
        json.WriteText("vmImageReference", machine.ImageId);
        json.WriteTexts("ipV4Addresses", machine.IpV4Addresses);
        json.WriteTexts("ipV6Addresses", machine.IpV6Addresses);
        json.WriteText("networkId", machine.NetworkId);
        json.WriteTexts("subnetIds", machine.SubnetIds);
        json.WriteTexts("securityGroupIds", machine.SecurityGroupIds);
        json.WriteTime("launchedAt", machine.LaunchedAt);
        json.WriteText("platform", machine.OperatingSystem);
        json.WriteText("executionRole", machine.InstanceProfileArn);
        json.WriteText("keyName", machine.KeyName);
        json.WriteEndObject();
    }

    private static void WriteEcrImage(Utf8JsonWriter json, Resource resource, ContainerImage image)
    {
        json.WriteStartObject("awsEcrContainerImage");
        json.WriteString("repositoryName", image.Repository);
        json.WriteTexts("imageTags", image.ImageTags);
        json.WriteTime("pushedAt", image.PushedAt);
        json.WriteText("author", image.Author);
        json.WriteText("architecture", image.Architecture);
        json.WriteString("imageHash", image.Digest);
        json.WriteString("registry", image.Registry.Length > 0 ? image.Registry : resource.Account.ToString());
        json.WriteText("platform", image.OperatingSystem);
        json.WriteTime("lastInUseAt", image.LastInUseAt);
        json.WriteOptional("inUseCount", image.InUseCount);
        json.WriteEndObject();
    }

    private static void WriteImage(Utf8JsonWriter json, ContainerImage image)
    {
        json.WriteStartObject("image");
        json.WriteText("repositoryName", image.Repository);
        json.WriteText("registry", image.Registry);
        json.WriteTexts("imageTags", image.ImageTags);
        json.WriteText("imageDigest", image.Digest);
        json.WriteTime("pushedAt", image.PushedAt);
        json.WriteText("architecture", image.Architecture);
        json.WriteText("author", image.Author);
        json.WriteOptional("inUseCount", image.InUseCount);
        json.WriteTime("lastInUseAt", image.LastInUseAt);
        json.WriteText("platform", image.OperatingSystem);
        json.WriteEndObject();
    }

    private static void WriteLambda(Utf8JsonWriter json, ServerlessFunction function)
    {
        json.WriteStartObject("awsLambdaFunction");
        json.WriteString("functionName", function.Name);
        json.WriteString("runtime", function.Runtime);
        json.WriteString("codeSha256", function.CodeSha256);
        json.WriteString("version", function.Version);
        json.WriteString("executionRoleArn", function.ExecutionRoleArn);
        json.WriteTexts("layers", function.Layers);
        if (function.NetworkId.Length > 0)
        {
            json.WriteStartObject("vpcConfig");
            json.WriteTexts("subnetIds", function.SubnetIds);
            json.WriteTexts("securityGroupIds", function.SecurityGroupIds);
            json.WriteString("vpcId", function.NetworkId);
            json.WriteEndObject();
        }

        json.WriteText("packageType", function.PackageType);
        json.WriteTexts("architectures", function.Architectures, most: 1);
        json.WriteTime("lastModifiedAt", function.LastModifiedAt);
        json.WriteEndObject();
    }

    private static void WriteFunction(Utf8JsonWriter json, ServerlessFunction function)
    {
        json.WriteStartObject("serverlessFunction");
        json.WriteText("serverlessFunctionName", function.Name);
        json.WriteText("runtime", function.Runtime);
        json.WriteText("version", function.Version);
        json.WriteText("codeDigest", function.CodeSha256);
        json.WriteTime("lastModifiedAt", function.LastModifiedAt);
        json.WriteText("networkId", function.NetworkId);
        json.WriteTexts("subnetIds", function.SubnetIds);
        json.WriteTexts("securityGroupIds", function.SecurityGroupIds);
        json.WriteText("executionRole", function.ExecutionRoleArn);
        json.WriteText("packageType", function.PackageType);
        json.WriteTexts("architectures", function.Architectures);
        json.WriteTexts("layers", function.Layers);
        json.WriteEndObject();
    }

    private static void WriteProject(Utf8JsonWriter json, CodeProject project)
    {
        json.WriteStartObject("codeRepository");
        json.WriteText("projectName", project.Name);
        json.WriteText("integrationArn", project.IntegrationArn);
        json.WriteText("providerType", project.ProviderType);
        json.WriteEndObject();
    }
}
