using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Vigil.Server.Sources;

/// <summary>What sources may do on this machine. Described in <c>docs/operations/sources.md</c>.</summary>
internal sealed class SourceOptions
{
    public const string Section = "Vigil:Sources";

    /// <summary>Directories in which sources may look, separated by colons; empty for none.</summary>
    public string Roots { get; init; } = "";

    /// <summary>Mebibytes that the layers of earlier images may take in the data directory; zero to keep none.</summary>
    [Range(0, 1_000_000)]
    public int CacheMebibytes { get; init; } = 1024;

    /// <summary>Largest function package that is fetched from a bucket, mebibytes.</summary>
    [Range(1, 10_240)]
    public int PackageMebibytes { get; init; } = 512;

    public ImmutableArray<string> RootList => [.. Roots.Split(':', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}

[OptionsValidator]
internal sealed partial class SourceOptionsValidator : IValidateOptions<SourceOptions>;
