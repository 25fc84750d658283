using Vigil.Domain.Filters;

namespace Vigil.Domain.Resources;

/// <summary>Names of <see cref="ResourceType"/> on the wire.</summary>
public static class ResourceTypes
{
    /// <summary>The names, by number.</summary>
    public static Words<ResourceType> Words { get; } = new(type => type switch
    {
        ResourceType.AwsEc2Instance => "AWS_EC2_INSTANCE",
        ResourceType.AwsEcrContainerImage => "AWS_ECR_CONTAINER_IMAGE",
        ResourceType.AwsEcrRepository => "AWS_ECR_REPOSITORY",
        ResourceType.AwsLambdaFunction => "AWS_LAMBDA_FUNCTION",
        ResourceType.CodeRepository => "CODE_REPOSITORY",
        ResourceType.AzureVirtualMachine => "Microsoft.Compute/virtualMachines",
        ResourceType.AzureContainerImage => "Microsoft.ContainerRegistry/registry/containerImage",
        ResourceType.AzureFunctionApp => "Microsoft.Web/sites",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    });
}
