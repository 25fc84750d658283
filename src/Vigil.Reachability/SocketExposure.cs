using System.Text;
using Vigil.Domain;
using Vigil.Domain.Findings;
using Vigil.Domain.Packages;
using Vigil.Domain.Scoring;
using Vigil.Reachability.Packets;

namespace Vigil.Reachability;

/// <summary>Which processes of an instance wait on ports that are open from outside.</summary>
public static class SocketExposure
{
    /// <summary>The sockets that clients reach, each once for each entry and load balancer, in the order of the sockets; the internet first.</summary>
    /// <param name="exposures">What is open of the instance.</param>
    /// <param name="sockets">What listens on it.</param>
    public static EquatableArray<ReachedSocket> Of(IReadOnlyCollection<Exposure> exposures, IEnumerable<ListeningSocket> sockets) =>
    [
        .. from socket in sockets
           from exposure in exposures
           where Gets(exposure, socket)
           group exposure by (socket, Entry: exposure.Entry.Id, exposure.Via) into ways
           let first = ways.First()
           let reached = new ReachedSocket(ways.Key.socket, first.Entry.Type == Component.InternetGateway ? ReachableFrom.Internet : ReachableFrom.Peered, ClientsOf(ways), PathOf(first))
           orderby reached.Socket.Protocol, reached.Socket.Port, reached.From
           select reached,
    ];

    private static bool Gets(Exposure exposure, ListeningSocket socket) =>
        socket.Protocol == NameOf(exposure.Transport) && exposure.PortFrom <= socket.Port && socket.Port <= exposure.PortTo
        && (socket.Address switch
        {
            // a socket of IPv6 that waits on all addresses takes IPv4 as well, unless it asked not to
            "::" or "*" => true,
            "0.0.0.0" => exposure.IsDeliveredToIPv4,
            _ => Address.TryParse(Encoding.UTF8.GetBytes(socket.Address), out var address) && exposure.Delivers(address),
        });

    private static string ClientsOf(IEnumerable<Exposure> exposures) => string.Join(' ', exposures.SelectMany(exposure => exposure.Clients).Distinct(StringComparer.Ordinal));

    private static OpenPath PathOf(Exposure exposure) => new(
        NameOf(exposure.Transport), exposure.PortFrom, exposure.PortTo, [.. exposure.Path.Select(step => new PathStep(step.Id, step.Type))]);

    private static string NameOf(Transport transport) => transport == Transport.Tcp ? "TCP" : "UDP";
}
