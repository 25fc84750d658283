using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Vigil.Reachability;
using Vigil.Reachability.Packets;
using Vigil.Reachability.Snapshots;

namespace Vigil.Tests.Reachability.Simulation;

/// <summary>
/// The analysis against the simulator, on random networks: no path missed and none invented, client by client. <c>VIGIL_NETWORKS=10000</c> tries as many.
/// </summary>
public sealed class SimulationTests
{
    private const int UsualNetworks = 150;
    private const int MostRounds = 20;

    [Fact]
    public void Packet_by_packet_the_answer_is_the_same()
    {
        var bytes = ArbMap.Default.ArbFor<byte[]>();
        var networks = Arb.From(Gen.Choose(0, 255).Select(number => (byte)number).ArrayOf(220), bytes.Shrinker);

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var property = Prop.ForAll(networks, choices => Compare(choices, seen));
        property.Check(Config.QuickThrowOnFailure.WithMaxTest(Networks));

        // networks in which nothing is open would prove little: some ways are rare, so there are more networks until all were seen
        string[] ways = ["balanced", "direct", "igw-1", "pcx-1", "tgw-1", "vgw-1"];
        for (var round = 0; round < MostRounds && seen.Count < ways.Length; round++)
        {
            property.Check(Config.QuickThrowOnFailure.WithMaxTest(Networks));
        }

        Assert.Equal(ways, seen.Order(StringComparer.Ordinal));
    }

    internal static int Networks => int.TryParse(Environment.GetEnvironmentVariable("VIGIL_NETWORKS"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : UsualNetworks;

    private static void Compare(byte[] choices, HashSet<string> seen)
    {
        var snapshot = new RandomNetwork(choices).Snapshot;
        var options = OptionsFor(choices);

        var expected = new PacketSimulator(snapshot, options).Run();

        var actual = ClientsOf(new ReachabilityAnalysis(snapshot, options).Exposures, RandomNetwork.AddressesOf(snapshot));
        seen.UnionWith(expected.Keys.Select(key => key.Entry).Concat(expected.Keys.Select(key => key.Via == Exposure.Direct ? key.Via : "balanced")));
        var (missed, invented) = (Lines(expected).Except(Lines(actual)).Take(5), Lines(actual).Except(Lines(expected)).Take(5));
        Assert.True(!missed.Any() && !invented.Any(), $"missed:\n{string.Join('\n', missed)}\ninvented:\n{string.Join('\n', invented)}\n{NetworkText.Of(snapshot)}");
    }

    internal static ReachabilityOptions OptionsFor(byte[] choices) => new()
    {
        TraverseMiddleboxes = choices.Length % 2 == 1, RequirePeerRoute = choices is [.., < 40], SourcePorts = choices is [.., > 200] ? ((ushort)0, ushort.MaxValue) : ((ushort)1024, ushort.MaxValue),
    };

    private static Dictionary<(string, Transport, string, string, ushort), SortedSet<UInt128>> ClientsOf(IEnumerable<Exposure> exposures, UInt128[] addresses)
    {
        var open = new Dictionary<(string, Transport, string, string, ushort), SortedSet<UInt128>>();
        foreach (var exposure in exposures)
        {
            foreach (var port in RandomNetwork.AllPorts.Where(port => exposure.PortFrom <= port && port <= exposure.PortTo))
            {
                var clients = exposure.Via == Exposure.Direct ? exposure.Opening.SendersAt(port) : exposure.ClientSet;
                var key = (exposure.InstanceId, exposure.Transport, exposure.Entry.Id, exposure.Via, port);
                open.TryAdd(key, []);
                open[key].UnionWith(addresses.Where(clients.Contains));
            }
        }

        return open;
    }

    private static List<string> Lines(Dictionary<(string, Transport, string, string, ushort), SortedSet<UInt128>> open) =>
        [.. open.Select(pair => $"{pair.Key}: {string.Join(' ', pair.Value.Select(Address.Format))}").Order(StringComparer.Ordinal)];
}
