using Vigil.Domain.Versions.Windows;

namespace Vigil.Advisories.Feeds.Windows;

/// <summary>A flaw while bulletins about it are gathered.</summary>
internal sealed class WindowsFlaw
{
    private static readonly WindowsVersion Versions = new();
    private static readonly Comparer<string> BuildOrder = Comparer<string>.Create((left, right) => Versions.Compare(left, right));

    private readonly HashSet<WindowsFix> _fixes = [];

    /// <summary>One line.</summary>
    public string Summary { get; set; } = "";

    /// <summary>The description.</summary>
    public string Details { get; set; } = "";

    /// <summary>First published.</summary>
    public DateTimeOffset? Published { get; set; }

    /// <summary>Last changed.</summary>
    public DateTimeOffset? Modified { get; set; }

    /// <summary>Vectors and words, in ordinal order.</summary>
    public SortedSet<(string Vector, string Label)> Severities { get; } = [];

    /// <summary>Weaknesses, in ordinal order.</summary>
    public SortedSet<string> Cwes { get; } = new(StringComparer.Ordinal);

    /// <summary>Takes what a bulletin says; saying it twice changes nothing.</summary>
    public void Add(in WindowsFix fix) => _fixes.Add(fix);

    /// <summary>What it comes to, product by product.</summary>
    /// <remarks>
    /// Updates of one product that fix one flaw are alternatives: a hotpatch and the update that restarts, a rollup and its security-only form. So the
    /// first build of any of them has the fix, and the update that is named is the one that everybody is offered.
    /// </remarks>
    public IEnumerable<WindowsStatement> Statements(Supersedence supersedence) =>
        _fixes.GroupBy(fix => fix.Product).SelectMany(product => OfProduct([.. product], supersedence));

    private static IEnumerable<WindowsStatement> OfProduct(WindowsFix[] fixes, Supersedence supersedence)
    {
        var build = fixes.Select(fix => fix.Build).Where(build => build.Length > 0).Order(BuildOrder).FirstOrDefault("");
        string[] holders = build.Length > 0 ? [] : supersedence.Holders(fixes.Select(fix => fix.Update));
        var numbered = Array.FindAll(fixes, fix => fix.Update.Length > 0);
        var offered = Array.FindAll(numbered, fix => !fix.IsHotpatch);
        return (offered.Length > 0 ? offered : numbered.Length > 0 ? numbered : fixes)
            .Select(fix => new WindowsStatement(fix.Product, fix.Update, build, [.. holders]))
            .Distinct();
    }
}
