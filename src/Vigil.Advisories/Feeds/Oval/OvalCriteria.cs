using System.Text.RegularExpressions;
using Vigil.Domain.Diagnostics;

namespace Vigil.Advisories.Feeds.Oval;

/// <summary>Conditions of a definition: all of them, or any, must hold.</summary>
/// <param name="IsAll">Whether all must hold.</param>
internal sealed partial record OvalCriteria(bool IsAll)
{
    private readonly List<OvalCriteria> _groups = [];
    private readonly List<(ulong Test, string ModuleStream)> _tests = [];

    /// <summary>Adds conditions below.</summary>
    public void Add(OvalCriteria group) => _groups.Add(group);

    /// <summary>Adds a test; only its comment tells of which module stream it speaks.</summary>
    public void Add(ulong test, string comment) =>
        _tests.Add((test, Module().Match(comment) is { Success: true } match ? match.Groups["stream"].Value : ""));

    /// <summary>Adds what the conditions come to for each package.</summary>
    /// <param name="checks">The tests of the document.</param>
    /// <param name="outer">What must hold besides: release, architectures and module stream.</param>
    /// <param name="statements">Where they go.</param>
    /// <param name="max">Bound on their number.</param>
    /// <exception cref="FormatException">A test is missing or not understood, or there are too many.</exception>
    public void AddTo(List<OvalStatement> statements, OvalChecks checks, OvalStatement outer, int max)
    {
        var inner = IsAll ? Narrow(checks, outer) : outer;
        foreach (var bounds in Bounds(checks).GroupBy(bound => IsAll ? bound.Package : $"{bound.Package} {bound.State.Evr}"))
        {
            var statement = bounds.Aggregate(inner, (current, bound) => Bounded(current with { Package = bound.Package }, bound.State));
            statements.Add(statements.Count < max ? statement : throw new FormatException($"The entry makes more than {max} statements."));
        }

        foreach (var group in _groups)
        {
            group.AddTo(statements, checks, inner, max);
        }
    }

    private OvalStatement Narrow(OvalChecks checks, OvalStatement outer)
    {
        foreach (var (test, stream) in _tests)
        {
            var state = stream.Length > 0 ? OvalState.Other : checks[test].State;
            outer = outer with
            {
                ModuleStream = stream.Length > 0 ? stream : outer.ModuleStream,
                Release = state.Release.Length > 0 ? state.Release : outer.Release,
                Arches = state.Arches.Length > 0 ? state.Arches : outer.Arches,
            };
        }

        return outer;
    }

    private IEnumerable<(string Package, OvalState State)> Bounds(OvalChecks checks) =>
        _tests.Where(test => test.ModuleStream.Length == 0).Select(test => checks[test.Test]).Where(check => check is { Package.Length: > 0, State.Evr.Length: > 0 });

    private static OvalStatement Bounded(OvalStatement statement, OvalState state) => state.Operation switch
    {
        "less than" => statement with { Fixed = state.Evr },
        "less than or equal" => statement with { LastAffected = state.Evr },
        "greater than" or "greater than or equal" => statement with { Introduced = state.Evr },
        _ => throw new FormatException($"The comparison '{Quote.Of(state.Operation)}' is not known."),
    };

    [GeneratedRegex("^Module (?<stream>[^ ]+:[^ ]+) is enabled$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Module();
}
