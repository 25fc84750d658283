using System.Collections.Immutable;

namespace Vigil.Server.Settings;

/// <summary>What an account has chosen.</summary>
internal sealed record AccountState
{
    /// <summary>The types of scan that are on, each with the time since when.</summary>
    public ImmutableSortedDictionary<ScanKind, DateTimeOffset> Enabled { get; init; } = ImmutableSortedDictionary<ScanKind, DateTimeOffset>.Empty;

    /// <summary>How machines are looked into: <c>EC2_HYBRID</c> or <c>EC2_SSM_AGENT_BASED</c>.</summary>
    public string Ec2ScanMode { get; init; } = "EC2_HYBRID";

    /// <summary>Since when the agent of this product watches machines; <see langword="null"/> when it does not.</summary>
    public DateTimeOffset? VmScannerSince { get; init; }

    /// <summary>How long after its push an image is watched.</summary>
    public string EcrRescanDuration { get; init; } = "DAYS_14";

    /// <summary>How long after its last use or pull an image is watched.</summary>
    public string EcrPullDateRescanDuration { get; init; } = "DAYS_14";

    /// <summary><c>LAST_IN_USE_AT</c> or <c>LAST_PULL_DATE</c>.</summary>
    public string EcrPullDateRescanMode { get; init; } = "LAST_IN_USE_AT";

    /// <summary>When the settings of images were changed last.</summary>
    public DateTimeOffset? EcrChangedAt { get; init; }

    /// <summary>Whether language packages of machines are looked for; <see langword="null"/> when nobody said.</summary>
    public bool? DeepInspection { get; init; }

    /// <summary>Whether they are looked for.</summary>
    public bool LooksDeeply => DeepInspection ?? Enabled.ContainsKey(ScanKind.Ec2);

    /// <summary>Where else to look for them.</summary>
    public ImmutableArray<string> PackagePaths { get; init; } = [];

    /// <summary>Where else to look for them in all accounts of the organisation, of its administrator only.</summary>
    public ImmutableArray<string> OrgPackagePaths { get; init; } = [];

    /// <summary>Key for code snippets; empty for the one of this installation.</summary>
    public string CodeKeyId { get; init; } = "";

    /// <summary>Whether anything is on.</summary>
    public bool IsEnabled => !Enabled.IsEmpty;

    /// <summary>Switches types of scan on. What is on keeps its time.</summary>
    public AccountState Enable(IEnumerable<ScanKind> kinds, DateTimeOffset now) =>
        this with { Enabled = Enabled.AddRange(kinds.Distinct().Where(kind => !Enabled.ContainsKey(kind)).Select(kind => KeyValuePair.Create(kind, now))) };

    /// <summary>Switches types of scan off.</summary>
    public AccountState Disable(IEnumerable<ScanKind> kinds) => this with { Enabled = Enabled.RemoveRange(kinds) };
}
