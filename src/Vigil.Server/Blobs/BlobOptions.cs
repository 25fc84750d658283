using Microsoft.Extensions.Options;

namespace Vigil.Server.Blobs;

/// <summary>Where reports and exports go.</summary>
internal sealed class BlobOptions
{
    public const string Section = "Vigil:Blobs";

    /// <summary>Directory of buckets; empty for <c>blobs</c> in the data directory. Not looked at when <see cref="S3Endpoint"/> is set.</summary>
    public string Directory { get; init; } = "";

    /// <summary>Address of an S3 service: <c>https://s3.eu-west-1.amazonaws.com</c>, <c>http://minio:9000</c>; empty for the file system.</summary>
    public string S3Endpoint { get; init; } = "";

    /// <summary>Region that requests to it are signed for.</summary>
    public string S3Region { get; init; } = "us-east-1";

    /// <summary>Key id for it; empty for what the environment gives to AWS clients.</summary>
    public string S3AccessKeyId { get; init; } = "";

    /// <summary>Secret of <see cref="S3AccessKeyId"/>.</summary>
    public string S3SecretAccessKey { get; init; } = "";
}

/// <summary>What attributes cannot say of the options.</summary>
internal sealed class BlobOptionsValidator : IValidateOptions<BlobOptions>
{
    public ValidateOptionsResult Validate(string? name, BlobOptions options) =>
        options.S3Endpoint.Length > 0 && !Uri.TryCreate(options.S3Endpoint, UriKind.Absolute, out _)
            ? ValidateOptionsResult.Fail($"{BlobOptions.Section}:{nameof(BlobOptions.S3Endpoint)} must be an address like https://s3.eu-west-1.amazonaws.com.")
            : ValidateOptionsResult.Success;
}
