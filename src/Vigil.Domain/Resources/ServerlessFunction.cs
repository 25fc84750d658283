namespace Vigil.Domain.Resources;

/// <summary>What is known of a function besides its packages. What is not known is empty.</summary>
public sealed record ServerlessFunction
{
    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its runtime: <c>PYTHON_3_12</c>.</summary>
    public string Runtime { get; init; } = "";

    /// <summary>Digest of the code, as the provider writes it.</summary>
    public string CodeSha256 { get; init; } = "";

    /// <summary>Its version: <c>$LATEST</c>.</summary>
    public string Version { get; init; } = "$LATEST";

    /// <summary>ARN of the role it runs as.</summary>
    public string ExecutionRoleArn { get; init; } = "";

    /// <summary>ARNs of its layers, in their order.</summary>
    public EquatableArray<string> Layers { get; init; } = [];

    /// <summary>Its network, or empty.</summary>
    public string NetworkId { get; init; } = "";

    /// <summary>Its subnets.</summary>
    public EquatableArray<string> SubnetIds { get; init; } = [];

    /// <summary>Security groups around it.</summary>
    public EquatableArray<string> SecurityGroupIds { get; init; } = [];

    /// <summary><c>ZIP</c> or <c>IMAGE</c>.</summary>
    public string PackageType { get; init; } = "ZIP";

    /// <summary>Processor architectures: <c>X86_64</c>, <c>ARM64</c>.</summary>
    public EquatableArray<string> Architectures { get; init; } = [];

    /// <summary>When it was last changed; <see langword="null"/> when not known.</summary>
    public DateTimeOffset? LastModifiedAt { get; init; }
}
