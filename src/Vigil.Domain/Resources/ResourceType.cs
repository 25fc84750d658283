namespace Vigil.Domain.Resources;

/// <summary>What kind of thing is watched. The numbers are stored: new ones go to the end.</summary>
public enum ResourceType
{
    /// <summary>A virtual or physical machine.</summary>
    AwsEc2Instance,

    /// <summary>A container image in a registry.</summary>
    AwsEcrContainerImage,

    /// <summary>A repository of container images; it has coverage and no findings.</summary>
    AwsEcrRepository,

    /// <summary>A serverless function.</summary>
    AwsLambdaFunction,

    /// <summary>A repository of source code.</summary>
    CodeRepository,

    /// <summary>A virtual machine of Azure.</summary>
    AzureVirtualMachine,

    /// <summary>A container image in a registry of Azure.</summary>
    AzureContainerImage,

    /// <summary>A function app of Azure.</summary>
    AzureFunctionApp,
}
