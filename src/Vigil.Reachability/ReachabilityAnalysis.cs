using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Vigil.Domain.Diagnostics;
using Vigil.Domain.Scoring;
using Vigil.Reachability.Networks;
using Vigil.Reachability.Packets;
using Vigil.Reachability.Paths;
using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability;

/// <summary>What clients outside the networks of a snapshot reach, with the paths (R1). Pure: the snapshot is all that it looks at. Serves one thread at a time.</summary>
public sealed class ReachabilityAnalysis
{
    private readonly ReachabilityOptions _options;
    private readonly Dictionary<string, SecurityGroup> _changedGroups = new(StringComparer.Ordinal);
    private Snapshot _snapshot;
    private Network _network;
    private OpeningIndex _openings;
    private EntryIndex _entries;
    private DirectPaths _direct;
    private BalancerPaths _balanced;
    private NetworkInterface[] _interfaces;
    private Balancer[] _balancers;
    private Exposure[][] _exposures;

    /// <summary>Computes all exposures.</summary>
    /// <param name="snapshot">The configuration.</param>
    /// <param name="options">Choices; <see langword="null"/> for the usual ones.</param>
    public ReachabilityAnalysis(Snapshot snapshot, ReachabilityOptions? options = null)
    {
        _options = options ?? new();
        Start(snapshot);
    }

    /// <summary>Every range of ports that is open, over every path.</summary>
    public IEnumerable<Exposure> Exposures => _exposures.SelectMany(exposures => exposures);

    /// <summary>What the answer leaves open: what could not be read, is missing, is not modelled or is assumed.</summary>
    public ImmutableArray<Diagnostic> Diagnostics => _network.Diagnostics.ToImmutable();

    /// <summary>Takes over components that have changed, and computes again what depends on them.</summary>
    /// <param name="change">Whole components: they take the place of those with the same id, or are new.</param>
    /// <returns>What is open now and was not, and what no longer is.</returns>
    /// <remarks>After a change of rules of groups only the paths of those who carry them are computed; after any other change all are.</remarks>
    public ExposureDelta Apply(Snapshot change)
    {
        if (change.HoldsOnlyGroups && change.SecurityGroups.TrueForAll(group => _network.Index.Groups.TryGetValue(group.Id, out var known) && known.VpcId == group.VpcId))
        {
            return ApplyGroups(change.SecurityGroups);
        }

        var before = Exposures.ToList();
        var groups = new Snapshot();
        groups.SecurityGroups.AddRange(_changedGroups.Values);
        Start(SnapshotMerge.Of(SnapshotMerge.Of(_snapshot, groups), change));
        return ExposureDelta.Of(before, Exposures);
    }

    /// <summary>From where an instance is reached, as risk scores take it.</summary>
    public ReachableFrom ReachableFrom(string instanceId)
    {
        var entries = Exposures.Where(one => one.InstanceId == instanceId).Select(one => one.Entry.Type).ToHashSet(StringComparer.Ordinal);
        return entries.Contains(Component.InternetGateway) ? Domain.Scoring.ReachableFrom.Internet
            : entries.Count > 0 ? Domain.Scoring.ReachableFrom.Peered
            : _network.Index.Instances.ContainsKey(instanceId) ? Domain.Scoring.ReachableFrom.None
            : Domain.Scoring.ReachableFrom.NotAssessed;
    }

    /// <summary>Tells why clients reach a port of an instance, or why they do not.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="transport">The protocol.</param>
    /// <param name="port">The port of the instance.</param>
    public PortExplanation Explain(string instanceId, Transport transport, ushort port)
    {
        var inspection = new PathInspection(_network, _entries, _options);
        return new(
            _network.Index.Instances.ContainsKey(instanceId),
            [.. Exposures.Where(one => one.InstanceId == instanceId && one.Transport == transport && one.PortFrom <= port && port <= one.PortTo)],
            [
                .. _interfaces.Where(one => one.InstanceId == instanceId)
                    .SelectMany(one => inspection.BlockedAt(one, transport, port)),
            ]);
    }

    [MemberNotNull(nameof(_snapshot), nameof(_network), nameof(_entries), nameof(_openings), nameof(_direct), nameof(_balanced), nameof(_interfaces), nameof(_balancers), nameof(_exposures))]
    private void Start(Snapshot snapshot)
    {
        var diagnostics = new DiagnosticList();
        diagnostics.AddRange(snapshot.Diagnostics);
        (_snapshot, _network) = (snapshot, new(snapshot, diagnostics));
        _changedGroups.Clear();
        (_entries, _openings) = (new(_network, _options), new());
        var gates = new GateIndex(_options);
        _direct = new(_network, _entries, gates, _openings);
        _balanced = new(_network, _entries, gates, new(_network), new(_network, _options));
        (_interfaces, _balancers) = ([.. _network.Index.Interfaces.Values], [.. _network.Index.Balancers.Values]);
        _exposures = new Exposure[_interfaces.Length + _balancers.Length][];
        for (var user = 0; user < _exposures.Length; user++)
        {
            _exposures[user] = Compute(user);
        }
    }

    private ExposureDelta ApplyGroups(List<SecurityGroup> groups)
    {
        var users = new SortedSet<int>();
        foreach (var group in groups)
        {
            _changedGroups[group.Id] = group;
            if (_network.Replace(group) is { } old)
            {
                _openings.Forget(old);
                users.UnionWith(old.Users);
            }
        }

        var before = users.SelectMany(user => _exposures[user]).ToList();
        foreach (var user in users)
        {
            _exposures[user] = Compute(user);
        }

        return ExposureDelta.Of(before, users.SelectMany(user => _exposures[user]));
    }

    // interfaces and load balancers are numbered, so that groups can tell whom a change of theirs concerns
    private Exposure[] Compute(int user) =>
        user < _interfaces.Length ? _direct.Of(_interfaces[user], user) : _balanced.Of(_balancers[user - _interfaces.Length], user);
}
