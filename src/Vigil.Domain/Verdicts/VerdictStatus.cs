namespace Vigil.Domain.Verdicts;

/// <summary>The outcome for one coordinate and one vulnerability.</summary>
public enum VerdictStatus
{
    /// <summary>The installed version is affected.</summary>
    Affected,

    /// <summary>A statement exists and does not cover the installed version, or says that it is not affected.</summary>
    NotAffected,

    /// <summary>The vendor has not decided yet; kept as a finding with that state.</summary>
    Unknown,
}
