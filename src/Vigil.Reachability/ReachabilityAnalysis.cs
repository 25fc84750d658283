using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Vigil.Domain.Diagnostics;
using Vigil.Domain.Scoring;
using Vigil.Reachability.Inspection;
using Vigil.Reachability.Networks;
using Vigil.Reachability.Packets;
using Vigil.Reachability.Paths;
using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability;

/// <summary>What clients outside the networks of a snapshot reach, with the paths (R1). Pure: the snapshot is all that it looks at. Serves one thread at a time.</summary>
public sealed class ReachabilityAnalysis
{
    private readonly ReachabilityOptions _options;
    private readonly Network _network;
    private readonly GroupIndex _groups;
    private readonly StationIndex _stations;
    private readonly Dictionary<string, BalancerAnswer> _answers = new(StringComparer.Ordinal);
    private BorderIndex _borders;
    private DirectPaths _direct;
    private BalancerPaths _balanced;
    private ImmutableArray<Diagnostic> _diagnostics;
    private bool _hasChanged;
    private bool _hasLooked;

    /// <summary>Looks at a network.</summary>
    /// <param name="snapshot">The configuration.</param>
    /// <param name="options">Choices; <see langword="null"/> for the usual ones.</param>
    public ReachabilityAnalysis(Snapshot snapshot, ReachabilityOptions? options = null)
    {
        _options = options ?? new();
        _network = new(snapshot, new());
        _network.Diagnostics.AddRange(snapshot.Diagnostics);
        _groups = new(_network);
        _stations = new(_network, _groups);
        _borders = new(_network, _groups, _stations, _options);
        _direct = new(_borders);
        _balanced = Balanced();
        foreach (var balancer in _network.Index.Balancers.Values)
        {
            _answers.Add(balancer.Id, _balanced.Of(balancer));
        }
    }

    /// <summary>Every range of ports that is open, over every path. Told anew whenever somebody asks; what paths share is computed once.</summary>
    public IEnumerable<Exposure> Exposures
    {
        get
        {
            var here = new List<Exposure>();
            foreach (var station in _stations.All)
            {
                here.Clear();
                _direct.AddTo(here, station);
                foreach (var exposure in here)
                {
                    yield return exposure;
                }
            }

            foreach (var exposure in _answers.Values.SelectMany(answer => answer.Exposures))
            {
                yield return exposure;
            }

            _hasLooked = true;
        }
    }

    /// <summary>What the answer leaves open: what could not be read, is missing, is not modelled or is assumed.</summary>
    public ImmutableArray<Diagnostic> Diagnostics
    {
        get
        {
            if (_diagnostics.IsDefault && _hasChanged)
            {
                // what was said before a change may no longer hold
                _diagnostics = new ReachabilityAnalysis(_network.Snapshot, _options).Diagnostics;
            }
            else if (_diagnostics.IsDefault)
            {
                LookEverywhere();
                _diagnostics = _network.Diagnostics.ToImmutable();
            }

            return _diagnostics;
        }
    }

    /// <summary>Whether all of the snapshot could be read and everything that it names is in it, so that what is not open is closed (R91).</summary>
    public bool IsComplete => Diagnostics.All(diagnostic => diagnostic.Code.IsNotice || diagnostic.Code == ReachabilityCodes.NotModelled);

    /// <summary>Takes over components that have changed, and computes again what depends on them, and nothing else.</summary>
    /// <param name="change">Whole components: they take the place of those with the same id, or are new.</param>
    /// <returns>What is open now and was not, and what no longer is.</returns>
    public ExposureDelta Apply(Snapshot change)
    {
        LookEverywhere();
        var scope = new ChangeScope(_network, _groups, _stations, _options, change);
        var concerned = StationsOf(scope);
        var answers = _answers.Values.Where(scope.Concerns).ToList();
        var before = Rows(concerned, answers);

        _network.Apply(change, scope.Subnets);
        concerned.RemoveWhere(station => scope.Interfaces.Contains(station.Interface.Id));
        concerned.UnionWith(_stations.Apply(change, scope.Interfaces));
        Forget(scope, concerned);
        var balancers = answers.Select(answer => answer.Balancer.Id).Concat(change.Balancers.Select(balancer => balancer.Id)).Distinct(StringComparer.Ordinal).ToList();
        if (balancers.Count > 0 && !scope.IsOfGroups)
        {
            _balanced = Balanced();
        }

        return ExposureDelta.Of(before, Rows(concerned, balancers.ConvertAll(Answered).OfType<BalancerAnswer>()));
    }

    /// <summary>From where an instance is reached, as risk scores take it.</summary>
    public ReachableFrom ReachableFrom(string instanceId)
    {
        var entries = Of(instanceId).Select(one => one.Entry.Type).ToHashSet(StringComparer.Ordinal);
        return entries.Contains(Component.InternetGateway) ? Domain.Scoring.ReachableFrom.Internet
            : entries.Count > 0 ? Domain.Scoring.ReachableFrom.Peered
            : _stations.InstanceOf(instanceId) is not null ? Domain.Scoring.ReachableFrom.None
            : Domain.Scoring.ReachableFrom.NotAssessed;
    }

    /// <summary>Whether an instance, or a component through which packets enter, is in the snapshot.</summary>
    public bool Knows(string id) => _stations.InstanceOf(id) is not null || _network.Index.InternetGateways.ContainsKey(id) || _network.Index.VpnGateways.ContainsKey(id)
        || _network.Index.Peerings.ContainsKey(id) || _network.Index.TransitGateways.ContainsKey(id);

    /// <summary>What of an instance is open.</summary>
    public IReadOnlyList<Exposure> Of(string instanceId) =>
        [.. Rows(_stations.Of(instanceId), []), .. _answers.Values.SelectMany(answer => answer.Exposures).Where(one => one.InstanceId == instanceId)];

    /// <summary>Tells why clients reach a port of an instance, or why they do not.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="transport">The protocol.</param>
    /// <param name="port">The port of the instance.</param>
    public PortExplanation Explain(string instanceId, Transport transport, ushort port)
    {
        var legs = new Legs(_groups, _options);
        var direct = new DirectInspection(_network, _borders, _stations, legs);
        var balanced = new BalancerInspection(_network, _borders, _stations, new(_network, _stations), new(_network, _stations, _options), legs);
        return new(
            _stations.InstanceOf(instanceId) is not null,
            [.. Of(instanceId).Where(one => one.Transport == transport && one.PortFrom <= port && port <= one.PortTo)],
            [.. _stations.Of(instanceId).SelectMany(station => direct.BlockedAt(station, transport, port)), .. balanced.BlockedAt(instanceId, transport, port)]);
    }

    // what is missing, and what answers rest on, comes to light on the way only
    private void LookEverywhere()
    {
        if (!_hasLooked)
        {
            _ = Exposures.Count();
        }
    }

    private List<Exposure> Rows(IEnumerable<Station> stations, IEnumerable<BalancerAnswer> answers)
    {
        var rows = new List<Exposure>();
        foreach (var station in stations)
        {
            _direct.AddTo(rows, station);
        }

        rows.AddRange(answers.SelectMany(answer => answer.Exposures));
        rows.ForEach(row => row.Opening.Keep());
        return rows;
    }

    private HashSet<Station> StationsOf(ChangeScope scope)
    {
        var stations = scope.Groups.SelectMany(group => _groups.Of(group).Stations).ToHashSet();
        stations.UnionWith(scope.Subnets.SelectMany(_stations.In));
        stations.UnionWith(scope.Interfaces.Select(_stations.ById).OfType<Station>());
        stations.UnionWith(scope.Instances.SelectMany(_stations.Of));
        return stations;
    }

    private void Forget(ChangeScope scope, HashSet<Station> stations)
    {
        (_diagnostics, _hasChanged) = (default, true);
        foreach (var group in scope.Groups)
        {
            _groups.Refresh(group);
        }

        if (scope.IsOfGroups)
        {
            return;
        }

        if (scope.Vpcs.Count > 0)
        {
            _network.Passed.RemoveWhere(passed => scope.Vpcs.Contains(passed.VpcId));
            _borders = new(_network, _groups, _stations, _options, _borders, scope.Vpcs);
            _direct = new(_borders);
        }

        foreach (var station in stations)
        {
            if (station.Site is { } site && scope.Subnets.Contains(site.Subnet.Id))
            {
                _borders.Of(site.Subnet.VpcId).Forget(site);
                Array.ForEach(station.Groups, group => group.Forget());
            }

            _stations.Judge(station);
        }
    }

    private BalancerAnswer? Answered(string balancerId)
    {
        _answers.Remove(balancerId);
        return _network.Index.Balancers.TryGetValue(balancerId, out var balancer) ? _answers[balancerId] = _balanced.Of(balancer) : null;
    }

    private BalancerPaths Balanced() => new(_network, _borders, _groups, new(_network, _stations), new(_network, _stations, _options));
}
