using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Vigil.Server.Model;

namespace Vigil.Server.Hosting;

/// <summary>How much one client may ask of the server.</summary>
internal sealed class ServerLimits
{
    public const string Section = "Vigil:Limits";

    private const int MiB = 1024 * 1024;

    /// <summary>Calls that an account may make in a second, over time.</summary>
    [Range(1, 1_000_000)]
    public int CallsPerSecond { get; init; } = 500;

    /// <summary>Calls that it may make at once after a pause.</summary>
    [Range(1, 1_000_000)]
    public int CallBurst { get; init; } = 2_000;

    /// <summary>Calls without a signature that may come from one address in a second, over time: enrolments.</summary>
    [Range(1, 1_000_000)]
    public int UnsignedCallsPerSecond { get; init; } = 10;

    /// <summary>Those that may come at once after a pause.</summary>
    [Range(1, 1_000_000)]
    public int UnsignedCallBurst { get; init; } = 50;

    /// <summary>Longest body of a call. A page token may have a million characters.</summary>
    [Range(1, 64)]
    public int CallMebibytes { get; init; } = 2;

    /// <summary>Longest body that brings packages: a submitted inventory, a bill of materials.</summary>
    [Range(1, 512)]
    public int DocumentMebibytes { get; init; } = 64;

    /// <summary>The longest of all.</summary>
    public long LongestBodyBytes => (long)Math.Max(CallMebibytes, DocumentMebibytes) * MiB;

    /// <summary>The longest body of an operation.</summary>
    public long BodyBytes(ApiOperation operation) =>
        (long)(operation.Service == "inspector2" ? CallMebibytes : DocumentMebibytes) * MiB;
}

[OptionsValidator]
internal sealed partial class ServerLimitsValidator : IValidateOptions<ServerLimits>;
