using System.Collections.Immutable;
using Vigil.Reachability.Packets;
using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability.Networks;

/// <summary>A snapshot with its components found by id and by what they serve, filters and tables laid out when they are first asked for.</summary>
/// <remarks>What is named and not there is a diagnostic, and lets nothing through (R91).</remarks>
internal sealed class Network
{
    // that they stay few
    private const int MaxChanges = 1_000;

    private readonly ComponentIndex _index;
    private readonly List<Snapshot> _changes = [];
    private readonly Dictionary<string, Site?> _sites = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RoutingTable?> _tables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AclFilter> _acls = new(StringComparer.Ordinal);

    public Network(Snapshot snapshot, DiagnosticList diagnostics)
    {
        (Snapshot, Diagnostics) = (snapshot, diagnostics);
        _index = new(snapshot, diagnostics);
        RouteTargets.Check(snapshot, _index, diagnostics);
        Overlaps.Check(_index, diagnostics);
    }

    /// <summary>The configuration as it is now. After changes it is put together when somebody asks for it: to copy its lists costs more than a change.</summary>
    public Snapshot Snapshot
    {
        get
        {
            if (_changes.Count > 0)
            {
                field = SnapshotMerge.Of(field, _changes);
                _changes.Clear();
            }

            return field;
        }
    }

    public DiagnosticList Diagnostics { get; }

    public ComponentIndex Index => _index;

    /// <summary>Whether packets for other subnets come through a subnet.</summary>
    public bool IsPassed(string subnetId) => _sites.GetValueOrDefault(subnetId) is { IsPassed: true };

    /// <summary>What packets for a network were sent to on their way: ids of endpoints and appliances, also of those that are not there.</summary>
    public HashSet<(string TargetId, string VpcId)> Passed { get; } = [];

    /// <summary>The subnet with its table and ACL; <see langword="null"/> when one of them is not in the snapshot.</summary>
    public Site? SiteOf(string subnetId)
    {
        if (!_sites.TryGetValue(subnetId, out var site))
        {
            site = FindSite(subnetId);
            _sites.Add(subnetId, site);
        }

        return site;
    }

    /// <summary>The table that routes packets which enter through a gateway (R34); <see langword="null"/> when there is none.</summary>
    public RoutingTable? EdgeTableOf(string gatewayId) =>
        _index.EdgeTables.TryGetValue(gatewayId, out var table) ? LaidOut(table) : null;

    /// <summary>A table of a transit gateway; <see langword="null"/> when its routes are not in the snapshot.</summary>
    public RoutingTable? TransitTableOf(string tableId)
    {
        if (!_tables.TryGetValue(tableId, out var table))
        {
            table = _index.TransitTables.TryGetValue(tableId, out var routes) ? new(tableId, Expanded(tableId, routes.Routes)) : null;
            _tables.Add(tableId, table);
            if (table is null)
            {
                Diagnostics.Add(ReachabilityCodes.Missing, tableId, "the routes of this transit gateway table are not in the snapshot (TransitGatewayRoutes)");
            }
        }

        return table;
    }

    /// <summary>Takes over components that have changed. Whoever holds what was laid out before asks again.</summary>
    /// <param name="change">The components.</param>
    /// <param name="subnets">Subnets of which something has changed.</param>
    public void Apply(Snapshot change, IEnumerable<string> subnets)
    {
        _changes.Add(change);
        if (_changes.Count == MaxChanges)
        {
            _ = Snapshot;
        }

        _index.Apply(change);
        foreach (var id in change.RouteTables.Select(table => table.Id).Concat(change.TransitRouteTables.Select(table => table.Id)).Concat(change.Removed))
        {
            _tables.Remove(id);
        }

        foreach (var id in change.NetworkAcls.Select(acl => acl.Id).Concat(change.Removed))
        {
            _acls.Remove(id);
        }

        if (change.PrefixLists.Count + change.Removed.Count > 0)
        {
            _tables.Clear();
        }

        foreach (var id in subnets)
        {
            _sites.Remove(id);
        }
    }

    /// <summary>The blocks of a network, of both families.</summary>
    public AddressSet BlocksOf(string vpcId) =>
        _index.Vpcs.TryGetValue(vpcId, out var vpc) ? AddressSet.Of([.. vpc.Blocks.Select(block => block.Interval)]) : AddressSet.Empty;

    /// <summary>The entries of a prefix list; none when it is not known (R28, R64).</summary>
    public ImmutableArray<Prefix> EntriesOf(string listId)
    {
        if (_index.PrefixLists.TryGetValue(listId, out var list) && !list.Entries.IsDefault)
        {
            return list.Entries;
        }

        Diagnostics.Add(ReachabilityCodes.Missing, listId, "the entries of this prefix list are not in the snapshot: it matches nothing");
        return [];
    }

    /// <summary>The route table of a subnet; <see langword="null"/> when it is not in the snapshot.</summary>
    public RoutingTable? TableOf(Subnet subnet) => _index.TableOf(subnet) is { } table ? LaidOut(table) : null;

    private Site? FindSite(string subnetId)
    {
        if (!_index.Subnets.TryGetValue(subnetId, out var subnet))
        {
            Diagnostics.Add(ReachabilityCodes.Missing, subnetId, "this subnet is not in the snapshot: nothing in it is reported");
            return null;
        }

        var table = _index.TableOf(subnet);
        var acl = _index.AclOf(subnet);
        if (table is null)
        {
            Diagnostics.Add(ReachabilityCodes.Missing, subnetId, "no route table of this subnet is in the snapshot: nothing in it is reported");
        }

        if (acl is null)
        {
            Diagnostics.Add(ReachabilityCodes.Missing, subnetId, "no network ACL of this subnet is in the snapshot: nothing in it is reported");
        }

        if (table is null || acl is null)
        {
            return null;
        }

        var access = subnet.BlockPublicAccess.Length > 0 ? subnet.BlockPublicAccess : _index.Vpcs.GetValueOrDefault(subnet.VpcId)?.BlockPublicAccess;
        return new(subnet, LaidOut(table), LaidOut(acl), access is "block-ingress" or "block-bidirectional");
    }

    private RoutingTable LaidOut(RouteTable table)
    {
        if (!_tables.TryGetValue(table.Id, out var laidOut) || laidOut is null)
        {
            laidOut = new(table.Id, Expanded(table.Id, table.Routes));
            _tables[table.Id] = laidOut;
        }

        return laidOut;
    }

    private AclFilter LaidOut(NetworkAcl acl)
    {
        if (!_acls.TryGetValue(acl.Id, out var filter))
        {
            filter = new(acl);
            _acls.Add(acl.Id, filter);
            if (acl.Entries.Length > SnapshotLimits.MaxAclEntries)
            {
                Diagnostics.Add(ReachabilityCodes.LimitReached, acl.Id, $"only the {SnapshotLimits.MaxAclEntries} entries of each direction with the lowest numbers decide");
            }
        }

        return filter;
    }

    private List<(Prefix Destination, Route Route)> Expanded(string tableId, IEnumerable<Route> routes)
    {
        var expanded = routes.SelectMany(route => (route.Destination is { } destination ? ImmutableArray.Create(destination) : EntriesOf(route.PrefixListId)).Select(to => (to, route)));
        var kept = expanded.Take(SnapshotLimits.MaxRoutes + 1).ToList();
        if (kept.Count > SnapshotLimits.MaxRoutes)
        {
            // a table of which a part is not seen decides nothing
            Diagnostics.Add(ReachabilityCodes.LimitReached, tableId, $"more than {SnapshotLimits.MaxRoutes} routes: the table is taken to route nothing");
            kept.Clear();
        }

        return kept;
    }
}
