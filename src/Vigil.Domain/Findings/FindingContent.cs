using Vigil.Domain.Resources;

namespace Vigil.Domain.Findings;

/// <summary>What a finding says, apart from where and since when: equal for all resources on which it is the same.</summary>
public sealed record FindingContent
{
    /// <summary>Bound on <see cref="Title"/> and <see cref="Description"/> (the API's).</summary>
    public const int MaxTextLength = 1_024;

    /// <summary>What kind it is; <see cref="Package"/>, <see cref="Network"/> or <see cref="Code"/> is set accordingly.</summary>
    public required FindingType Type { get; init; }

    /// <summary>Kind of resource that it is on.</summary>
    public required ResourceType ResourceType { get; init; }

    /// <summary>What tells it from other findings of its type on the same resource: for packages the flaw's primary id.</summary>
    public required string Subject { get; init; }

    /// <summary><c>CVE-2024-3094 - xz-utils, liblzma5</c>.</summary>
    public required string Title { get; init; }

    /// <summary>The description; never empty.</summary>
    public required string Description { get; init; }

    /// <summary>The severity.</summary>
    public required FindingSeverity Severity { get; init; }

    /// <summary>How bad it is here, 0 to 10; <see langword="null"/> without a vector.</summary>
    public double? Score { get; init; }

    /// <summary>Whether there is a fix.</summary>
    public FixAvailable FixAvailable { get; init; }

    /// <summary>What a person should do, a sentence.</summary>
    public string Recommendation { get; init; } = "None Provided";

    /// <summary>The flaw with its packages.</summary>
    public Finding? Package { get; init; }

    /// <summary>The open path.</summary>
    public OpenPath? Network { get; init; }

    /// <summary>The weakness in code.</summary>
    public CodeFlaw? Code { get; init; }

    /// <summary>Chance of exploitation within 30 days, 0 to 1, five digits; <see langword="null"/> when not scored.</summary>
    public double? Epss => Package?.Exploitation.Probability is { } probability ? Math.Round((double)probability.Score, 5) : null;

    /// <summary>Whether somebody exploits it, or a public exploit is known.</summary>
    public bool IsExploitAvailable => Package?.Exploitation.IsExploitAvailable == true;

    /// <summary>What a flaw is described as: never empty, because the API demands it.</summary>
    public static string DescriptionOf(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return Cut(
            finding.Description.Length > 0 ? finding.Description
            : finding.Title.Length > 0 ? finding.Title
            : $"No source describes {finding.VulnerabilityId}.");
    }

    /// <summary>Cuts a text to <see cref="MaxTextLength"/> characters, not within a surrogate pair.</summary>
    public static string Cut(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= MaxTextLength ? text
            : char.IsHighSurrogate(text[MaxTextLength - 1]) ? text[..(MaxTextLength - 1)]
            : text[..MaxTextLength];
    }
}
