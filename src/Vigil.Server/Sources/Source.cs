using System.Collections.Immutable;

namespace Vigil.Server.Sources;

/// <summary>Something that is watched for artifacts. Stored, so members may come and may not change their meaning.</summary>
internal sealed record Source
{
    /// <summary>What it is.</summary>
    public required SourceKind Kind { get; init; }

    /// <summary>Where it is: host and port of a registry, a directory of this machine, the address of an S3 service (empty for Amazon's).</summary>
    public string Address { get; init; } = "";

    /// <summary>Time between two looks.</summary>
    public required TimeSpan Interval { get; init; }

    /// <summary>Repositories of a registry that does not tell what it has; empty to ask it.</summary>
    public ImmutableArray<string> Repositories { get; init; } = [];

    /// <summary>Patterns of repositories that count; empty for all.</summary>
    public ImmutableArray<string> IncludeRepositories { get; init; } = [];

    /// <summary>Patterns of repositories that do not.</summary>
    public ImmutableArray<string> ExcludeRepositories { get; init; } = [];

    /// <summary>Patterns of tags that count; empty for all.</summary>
    public ImmutableArray<string> IncludeTags { get; init; } = [];

    /// <summary>Patterns of tags that do not.</summary>
    public ImmutableArray<string> ExcludeTags { get; init; } = [];

    /// <summary>Whether a registry may speak plain HTTP, or show a certificate that nobody vouches for.</summary>
    public bool IsInsecure { get; init; }

    /// <summary>Mebibytes a second that are read of a registry at most, by each server; zero for as fast as they come.</summary>
    public int MebibytesPerSecond { get; init; }

    /// <summary>User of a registry, or access key of an S3 service.</summary>
    public string User { get; init; } = "";

    /// <summary>Password or secret key; sealed, empty when there is none.</summary>
    public string SealedSecret { get; init; } = "";

    /// <summary>Digest of the token that notifications bring, in base 64; empty when none are taken.</summary>
    public string TokenDigest { get; init; } = "";

    /// <summary>Region of an S3 service.</summary>
    public string Region { get; init; } = "";

    /// <summary>Bucket of an S3 service.</summary>
    public string Bucket { get; init; } = "";

    /// <summary>What keys of the bucket begin with.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Id of the machine that a disk belongs to; empty for one that is made of the name of the source.</summary>
    public string ResourceId { get; init; } = "";

    /// <summary>Tags of all its resources.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>What a source is.</summary>
internal enum SourceKind
{
    /// <summary>A registry of container images.</summary>
    Registry,

    /// <summary>A directory of function packages.</summary>
    FunctionDirectory,

    /// <summary>A bucket of function packages.</summary>
    FunctionBucket,

    /// <summary>A mounted volume, the root file system of a machine.</summary>
    Disk,

    /// <summary>A directory into which bills of materials are put.</summary>
    SbomInbox,
}
