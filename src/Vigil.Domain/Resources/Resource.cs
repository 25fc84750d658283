using Vigil.Domain.Accounts;

namespace Vigil.Domain.Resources;

/// <summary>Something that is watched: a machine, an image, a function, a repository. What is not known is empty.</summary>
public sealed record Resource
{
    /// <summary>Whose it is.</summary>
    public required AccountId Account { get; init; }

    /// <summary>What it is.</summary>
    public required ResourceType Type { get; init; }

    /// <summary>Its id within the account: <c>i-…</c>, the ARN of an image with its digest, the ARN of a function with <c>:$LATEST</c>.</summary>
    public required string Id { get; init; }

    /// <summary><c>aws</c>; empty for other providers.</summary>
    public string Partition { get; init; } = "aws";

    /// <summary>Region: <c>eu-west-1</c>.</summary>
    public string Region { get; init; } = "";

    /// <summary><c>AWS</c> or <c>AZURE</c>.</summary>
    public string Provider { get; init; } = "AWS";

    /// <summary>The account in the provider's own words; empty when it is <see cref="Account"/>.</summary>
    public string ProviderAccountId { get; init; } = "";

    /// <summary>Organisation at the provider, or empty.</summary>
    public string ProviderOrgId { get; init; } = "";

    /// <summary>Its tags, ordinal order of the keys.</summary>
    public EquatableArray<Tag> Tags { get; init; } = [];

    /// <summary>What it is as a machine; <see langword="null"/> when it is none.</summary>
    public Machine? Machine { get; init; }

    /// <summary>What it is as an image.</summary>
    public ContainerImage? Image { get; init; }

    /// <summary>What it is as a repository of images.</summary>
    public ImageRepository? ImageRepository { get; init; }

    /// <summary>What it is as a function.</summary>
    public ServerlessFunction? Function { get; init; }

    /// <summary>What it is as a repository of code.</summary>
    public CodeProject? Project { get; init; }

    /// <summary><see cref="ProviderAccountId"/>, or the account's number where it is empty.</summary>
    public string EffectiveProviderAccountId => ProviderAccountId.Length > 0 ? ProviderAccountId : Account.ToString();
}

/// <summary>A label that somebody put on a resource.</summary>
/// <param name="Key">1 to 128 characters.</param>
/// <param name="Value">May be empty.</param>
public sealed record Tag(string Key, string Value);
