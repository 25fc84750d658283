namespace Vigil.Domain.Findings;

/// <summary>A finding, or the part of it in some packages, that somebody has judged not to count here.</summary>
/// <param name="Finding">The finding with the packages that the judgement is about.</param>
/// <param name="Kind">What kind of judgement.</param>
/// <param name="By">Where it stands: a VEX document, a line of a policy.</param>
/// <param name="Reason">Why, in its words.</param>
public sealed record SetAsideFinding(Finding Finding, SetAsideKind Kind, string By, string Reason);

/// <summary>Kinds of judgements that set a finding aside.</summary>
public enum SetAsideKind
{
    /// <summary>A VEX statement says that it is not affected.</summary>
    NotAffected,

    /// <summary>A VEX statement says that it is fixed.</summary>
    Fixed,

    /// <summary>A policy ignores it.</summary>
    Ignored,
}
