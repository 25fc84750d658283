using Vigil.Domain.Diagnostics;

namespace Vigil.Reachability;

/// <summary>Codes of what an answer leaves open (rows of <c>docs/operations/codes.md</c>).</summary>
public static class ReachabilityCodes
{
    /// <summary>The snapshot is cut off or is no JSON; what came before counts.</summary>
    public static readonly DiagnosticCode SnapshotBroken = new(1500);

    /// <summary>A component, or a part of it, could not be read; the others count.</summary>
    public static readonly DiagnosticCode ComponentUnreadable = new(1501);

    /// <summary>A bound was reached; what lies behind it is left out.</summary>
    public static readonly DiagnosticCode LimitReached = new(1502);

    /// <summary>Two components say different things of one: the first counts.</summary>
    public static readonly DiagnosticCode Contradiction = new(1503, IsNotice: true);

    /// <summary>Subnets of a network, or the networks of a connection, share addresses.</summary>
    public static readonly DiagnosticCode Overlap = new(1504, IsNotice: true);

    /// <summary>A component that is named is not in the snapshot: nothing is reachable through it (R91).</summary>
    public static readonly DiagnosticCode Missing = new(1510);

    /// <summary>What another account owns cannot be seen and is assumed to let through (R45, R49).</summary>
    public static readonly DiagnosticCode Assumed = new(1511, IsNotice: true);

    /// <summary>A component that the model does not cover: no path through it is reported.</summary>
    public static readonly DiagnosticCode NotModelled = new(1512);

    /// <summary>A firewall or an appliance stands in the path; what it lets through is not known (R36, R37).</summary>
    public static readonly DiagnosticCode NotInspected = new(1513, IsNotice: true);
}
