namespace Vigil.Domain.Resources;

/// <summary>What is known of a repository of code. What is not known is empty.</summary>
public sealed record CodeProject
{
    /// <summary>Its name: <c>team/app</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>ARN of the integration that it came by.</summary>
    public string IntegrationArn { get; init; } = "";

    /// <summary><c>GITHUB</c> or <c>GITLAB_SELF_MANAGED</c>.</summary>
    public string ProviderType { get; init; } = "";

    /// <summary><c>public</c>, <c>private</c> or <c>internal</c>.</summary>
    public string Visibility { get; init; } = "";

    /// <summary>The commit that was scanned last, 40 hexadecimal digits.</summary>
    public string LastScannedCommitId { get; init; } = "";
}
