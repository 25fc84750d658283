using Vigil.Domain.Advisories;
using Vigil.Domain.Versions;

namespace Vigil.Scanning.Matching;

/// <summary>What all statements about one flaw in one package come to.</summary>
/// <remarks>
/// In this order: an express "not affected" ends it. A fix of the release that the package lacks decides; of several advisories each must be installed,
/// so the greatest of their fixes, and of one advisory's alternatives the smallest. A fix of the release that the package has outweighs statements
/// that know of none. Then the same for fixes that need a subscription. What is left are statements without a fix.
/// </remarks>
/// <param name="Deciding">Index of the statement that decides, or -1 when the package is not affected.</param>
/// <param name="State">What the vendor says.</param>
internal readonly record struct Decision(int Deciding, VendorState State)
{
    private static readonly Decision NotAffected = new(-1, VendorState.NotAffected);

    /// <summary>Decides over some of a package's statements.</summary>
    /// <param name="all">The statements of the package.</param>
    /// <param name="about">Indexes of those about the flaw, ascending.</param>
    /// <param name="alternatives">See <see cref="MatchRule.FixesAreAlternatives"/>.</param>
    public static Decision Of(ReadOnlySpan<Statement> all, ReadOnlySpan<int> about, bool alternatives)
    {
        if (about.Length == 1)
        {
            return OfOne(about[0], all[about[0]]);
        }

        foreach (var index in about)
        {
            if (all[index] is { Position: Position.Inside, State: VendorState.NotAffected })
            {
                return NotAffected;
            }
        }

        var fix = GreatestFix(all, about, alternatives, ofChannel: false);
        if (fix >= 0)
        {
            return new Decision(fix, VendorState.Affected);
        }

        var open = Open(all, about);
        if (HasInstalledFix(all, about, ofChannel: false))
        {
            return open >= 0 && !all[open].IsUnconditional ? new Decision(open, all[open].State) : NotAffected;
        }

        var channelFix = GreatestFix(all, about, alternatives, ofChannel: true);
        if (channelFix >= 0)
        {
            return new Decision(channelFix, open >= 0 ? all[open].State : VendorState.Affected);
        }

        return open < 0 || HasInstalledFix(all, about, ofChannel: true) ? NotAffected : new Decision(open, all[open].State);
    }

    // what the rest comes to for a single statement, which is the common case
    private static Decision OfOne(int index, in Statement statement) =>
        statement.Position != Position.Inside || statement.State == VendorState.NotAffected ? NotAffected
        : new Decision(index, statement.HasFix ? VendorState.Affected : statement.State);

    private static int GreatestFix(ReadOnlySpan<Statement> all, ReadOnlySpan<int> about, bool alternatives, bool ofChannel)
    {
        var greatest = -1;
        foreach (var index in about)
        {
            if (all[index].HasFix && all[index].Channel.Length > 0 == ofChannel
                && !(alternatives && HasBetterAlternative(all, about, index))
                && (greatest < 0 || Compare(all[greatest], all[index]) < 0))
            {
                greatest = index;
            }
        }

        return greatest;
    }

    // a build of the same advisory that is installed already, or that is reached sooner
    private static bool HasBetterAlternative(ReadOnlySpan<Statement> all, ReadOnlySpan<int> about, int candidate)
    {
        foreach (var index in about)
        {
            if (all[index].Advisory == all[candidate].Advisory
                && (all[index].Position == Position.Fixed || (all[index].HasFix && Compare(all[index], all[candidate]) < 0)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasInstalledFix(ReadOnlySpan<Statement> all, ReadOnlySpan<int> about, bool ofChannel)
    {
        foreach (var index in about)
        {
            if (all[index].Position == Position.Fixed && all[index].Channel.Length > 0 == ofChannel)
            {
                return true;
            }
        }

        return false;
    }

    // the first of the most telling state
    private static int Open(ReadOnlySpan<Statement> all, ReadOnlySpan<int> about)
    {
        var open = -1;
        foreach (var index in about)
        {
            if (all[index].Position == Position.Inside && !all[index].HasFix && (open < 0 || Tells(all[index].State) > Tells(all[open].State)))
            {
                open = index;
            }
        }

        return open;
    }

    private static int Tells(VendorState state) => state switch
    {
        VendorState.UnderInvestigation => 0,
        VendorState.Affected => 1,
        VendorState.EndOfLife => 2,
        VendorState.WillNotFix => 3,
        VendorState.Deferred => 4,
        _ => 5,
    };

    private static int Compare(in Statement left, in Statement right) =>
        VersionSchemes.TryGet(left.Scheme, out var scheme) ? scheme.Compare(left.Range!.Fixed, right.Range!.Fixed) : 0; // both have a fix
}
