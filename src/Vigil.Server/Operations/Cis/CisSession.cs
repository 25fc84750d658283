using System.Collections.Immutable;

namespace Vigil.Server.Operations.Cis;

/// <summary>One run of the checks on one machine, as its agent tells it.</summary>
internal sealed record CisSession
{
    /// <summary>Tells the agent from others.</summary>
    public required string Token { get; init; }

    public required string Region { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the agent was last heard.</summary>
    public required DateTimeOffset HeardAt { get; init; }

    /// <summary><c>IN_PROGRESS</c>, <c>COMPLETED</c>, <c>FAILED</c> or <c>CANCELLED</c>.</summary>
    public string Status { get; init; } = "IN_PROGRESS";

    /// <summary>Platform as the agent names it; empty before the end.</summary>
    public string Platform { get; init; } = "";

    /// <summary>Outcome of each check, by its id: <c>PASSED</c>, <c>FAILED</c>, …</summary>
    public ImmutableSortedDictionary<string, string> Checks { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Whether it goes on.</summary>
    public bool IsOpen => Status == "IN_PROGRESS";

    /// <summary>Number of checks with an outcome in the words of results.</summary>
    public int Count(string result) => Checks.Values.Count(outcome => ResultOf(outcome) == result);

    /// <summary>What an outcome is among results: what neither passed nor failed was skipped.</summary>
    public static string ResultOf(string outcome) => outcome is "PASSED" or "FAILED" ? outcome : "SKIPPED";
}
