using System.Collections.Immutable;
using Vigil.Domain.Diagnostics;
using Vigil.Reachability.Networks;
using Vigil.Reachability.Paths;
using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability;

/// <summary>What clients outside the networks of a snapshot reach, with the paths (R1). Pure: the snapshot is all that it looks at. Serves one thread at a time.</summary>
public sealed class ReachabilityAnalysis
{
    private readonly Network _network;
    private readonly DirectPaths _direct;
    private readonly BalancerPaths _balanced;
    private readonly NetworkInterface[] _interfaces;
    private readonly Balancer[] _balancers;
    private readonly Exposure[][] _exposures;

    /// <summary>Computes all exposures.</summary>
    /// <param name="snapshot">The configuration.</param>
    /// <param name="options">Choices; <see langword="null"/> for the usual ones.</param>
    public ReachabilityAnalysis(Snapshot snapshot, ReachabilityOptions? options = null)
    {
        options ??= new();
        var diagnostics = new DiagnosticList();
        diagnostics.AddRange(snapshot.Diagnostics);
        _network = new(snapshot, diagnostics);
        var entries = new EntryIndex(_network, options);
        var gates = new GateIndex(options);
        _direct = new(_network, entries, gates);
        _balanced = new(_network, entries, gates, new(_network), new(_network, options));
        (_interfaces, _balancers) = ([.. _network.Index.Interfaces.Values], [.. _network.Index.Balancers.Values]);
        _exposures = new Exposure[_interfaces.Length + _balancers.Length][];
        for (var user = 0; user < _exposures.Length; user++)
        {
            _exposures[user] = Compute(user);
        }
    }

    /// <summary>Every range of ports that is open, over every path.</summary>
    public IEnumerable<Exposure> Exposures => _exposures.SelectMany(exposures => exposures);

    /// <summary>What the answer leaves open: what could not be read, is missing, is not modelled or is assumed.</summary>
    public ImmutableArray<Diagnostic> Diagnostics => _network.Diagnostics.ToImmutable();

    // interfaces and load balancers are numbered, so that groups and subnets can tell whom a change of theirs concerns
    private Exposure[] Compute(int user) =>
        user < _interfaces.Length ? _direct.Of(_interfaces[user], user) : _balanced.Of(_balancers[user - _interfaces.Length], user);
}
