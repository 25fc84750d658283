using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Vigil.Server.Advisories;

/// <summary>Whether and from where this process brings advisories itself. Described in <c>docs/operations/server.md</c>.</summary>
internal sealed class FeedOptions
{
    public const string Section = "Vigil:Feeds";

    /// <summary>Time between two updates; zero for none: somebody else does it.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan Interval { get; init; }

    /// <summary>Directory or address with the publishers' layout; empty for the publishers.</summary>
    public string Mirror { get; init; } = "";

    /// <summary>Sources, separated by commas, as <c>--feed</c> names them; empty for all.</summary>
    public string Sources { get; init; } = "";
}

[OptionsValidator]
internal sealed partial class FeedOptionsValidator : IValidateOptions<FeedOptions>;
