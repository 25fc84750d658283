namespace Vigil.Domain.Resources;

/// <summary>What is known of a machine besides its packages. What is not known is empty.</summary>
public sealed record Machine
{
    /// <summary>Size at the provider: <c>t3.small</c>.</summary>
    public string InstanceType { get; init; } = "";

    /// <summary>Image that it was started from: <c>ami-…</c>.</summary>
    public string ImageId { get; init; } = "";

    /// <summary>Its IPv4 addresses.</summary>
    public EquatableArray<string> IpV4Addresses { get; init; } = [];

    /// <summary>Its IPv6 addresses.</summary>
    public EquatableArray<string> IpV6Addresses { get; init; } = [];

    /// <summary>Name of the key pair.</summary>
    public string KeyName { get; init; } = "";

    /// <summary>ARN of the instance profile.</summary>
    public string InstanceProfileArn { get; init; } = "";

    /// <summary>Its network: <c>vpc-…</c>.</summary>
    public string NetworkId { get; init; } = "";

    /// <summary>Its subnets; of an instance one.</summary>
    public EquatableArray<string> SubnetIds { get; init; } = [];

    /// <summary>Security groups around it.</summary>
    public EquatableArray<string> SecurityGroupIds { get; init; } = [];

    /// <summary>When it was started; <see langword="null"/> when not known.</summary>
    public DateTimeOffset? LaunchedAt { get; init; }

    /// <summary>Its operating system as findings call it: <c>UBUNTU_22_04</c>, <c>AMAZON_LINUX_2023</c>.</summary>
    public string OperatingSystem { get; init; } = "";

    /// <summary>Its operating system as coverage calls it: <c>LINUX</c>, <c>WINDOWS</c>, <c>MACOS</c>, <c>UNKNOWN</c>.</summary>
    public string Platform { get; init; } = "LINUX";
}
