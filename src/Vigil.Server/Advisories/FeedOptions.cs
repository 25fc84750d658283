using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Vigil.Scanning.Artifacts.Registries;

namespace Vigil.Server.Advisories;

/// <summary>Whether and from where this process brings advisories itself. Described in <c>docs/operations/server.md</c>.</summary>
internal sealed class FeedOptions : IValidatableObject
{
    public const string Section = "Vigil:Feeds";

    /// <summary>Time between two updates; zero for none: somebody else does it.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan Interval { get; init; }

    /// <summary>Directory or address with the publishers' layout; empty for the publishers.</summary>
    public string Mirror { get; init; } = "";

    /// <summary>Sources, separated by commas, as <c>--feed</c> names them; empty for all.</summary>
    public string Sources { get; init; } = "";

    /// <summary>Where finished generations lie, <c>oci://REGISTRY/REPOSITORY[:TAG]</c>: they are taken from there instead of compiled here. Empty to compile.</summary>
    public string Pull { get; init; } = "";

    /// <summary>File of the public keys one of which must have signed a generation; empty for <c>trusted.pub</c> beside the generations, and any when that is not there.</summary>
    public string PullKey { get; init; } = "";

    /// <summary>Docker configuration with the credentials of the registry; empty for none.</summary>
    public string DockerConfig { get; init; } = "";

    /// <summary>Whether that registry may speak plain HTTP, or show a certificate that nobody vouches for.</summary>
    public bool Insecure { get; init; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Pull.Length > 0 && Interval == TimeSpan.Zero)
        {
            yield return new ValidationResult("Pull needs an Interval, such as 00:15:00", [nameof(Interval)]);
        }

        if (Pull.Length > 0 && FaultOf(Pull) is { } fault)
        {
            yield return new ValidationResult(fault, [nameof(Pull)]);
        }
    }

    private static string? FaultOf(string address)
    {
        try
        {
            RegistryRepository.ParseAddress(address);
            return null;
        }
        catch (FormatException fault)
        {
            return fault.Message;
        }
    }
}

[OptionsValidator]
internal sealed partial class FeedOptionsValidator : IValidateOptions<FeedOptions>;
