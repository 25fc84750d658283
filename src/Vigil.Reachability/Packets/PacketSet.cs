using System.Buffers;

namespace Vigil.Reachability.Packets;

/// <summary>
/// A set of packets of one protocol, told apart by one address and one port: for each interval of addresses the ports that go with it. Immutable.
/// </summary>
/// <remarks>Pieces are sorted, do not overlap and have a port. Which address and which port is meant is the user's: client and destination port of a request, client and client port of a reply.</remarks>
internal sealed class PacketSet
{
    private readonly Piece[] _pieces;

    private PacketSet(Piece[] pieces) => _pieces = pieces;

    /// <summary>Addresses that have the same ports.</summary>
    internal readonly record struct Piece(Interval<UInt128> Addresses, PortSet Ports);

    /// <summary>The set without a packet.</summary>
    public static PacketSet Empty { get; } = new([]);

    /// <summary>The set of all packets.</summary>
    public static PacketSet All { get; } = Of(AddressSet.All, PortSet.All);

    public ReadOnlySpan<Piece> Pieces => _pieces;

    public bool IsEmpty => _pieces.Length == 0;

    /// <summary>The addresses that have a port.</summary>
    public AddressSet Addresses
    {
        get
        {
            var addresses = new List<Interval<UInt128>>(_pieces.Length);
            foreach (var piece in _pieces)
            {
                addresses.Add(piece.Addresses);
            }

            return AddressSet.OfSorted(addresses);
        }
    }

    /// <summary>Every one of the addresses with every one of the ports.</summary>
    public static PacketSet Of(AddressSet addresses, PortSet ports)
    {
        if (ports.IsEmpty)
        {
            return Empty;
        }

        var pieces = new Piece[addresses.Intervals.Length];
        for (var i = 0; i < pieces.Length; i++)
        {
            pieces[i] = new(addresses.Intervals[i], ports);
        }

        return new(pieces);
    }

    /// <summary>The set of pieces that are sorted and do not overlap; those without a port are left out, equal neighbours are joined.</summary>
    public static PacketSet Of(List<Piece> sorted)
    {
        var buffer = ArrayPool<Piece>.Shared.Rent(sorted.Count);
        var count = 0;
        foreach (var piece in sorted)
        {
            Append(buffer, ref count, piece.Addresses, piece.Ports);
        }

        return Of(buffer, count);
    }

    /// <summary>The ports that go with an address.</summary>
    public PortSet PortsAt(UInt128 address) =>
        FirstFrom(address) is var at && at < _pieces.Length && _pieces[at].Addresses.Contains(address) ? _pieces[at].Ports : PortSet.Empty;

    /// <summary>The addresses that a port goes with.</summary>
    public AddressSet AddressesAt(ushort port)
    {
        var addresses = new List<Interval<UInt128>>(_pieces.Length);
        foreach (var piece in _pieces)
        {
            if (piece.Ports.Contains(port))
            {
                addresses.Add(piece.Addresses);
            }
        }

        return AddressSet.OfSorted(addresses);
    }

    /// <summary>The packets in both sets.</summary>
    public PacketSet Intersect(PacketSet other)
    {
        var buffer = ArrayPool<Piece>.Shared.Rent(_pieces.Length + other._pieces.Length);
        var count = 0;
        for (int i = 0, j = 0; i < _pieces.Length && j < other._pieces.Length;)
        {
            ref readonly var left = ref _pieces[i];
            ref readonly var right = ref other._pieces[j];
            var first = left.Addresses.First < right.Addresses.First ? right.Addresses.First : left.Addresses.First;
            var leftEnds = left.Addresses.Last < right.Addresses.Last;
            var last = leftEnds ? left.Addresses.Last : right.Addresses.Last;
            if (first <= last)
            {
                Append(buffer, ref count, new(first, last), left.Ports.Intersect(right.Ports));
            }

            _ = leftEnds ? i++ : j++;
        }

        return Of(buffer, count);
    }

    /// <summary>Adds those of some ports that go with an address of an interval.</summary>
    /// <returns>Whether all of them go with one address, so that no other can add to them.</returns>
    public bool AddPortsWithin(Interval<UInt128> addresses, PortSet ports, List<Interval<ushort>> found)
    {
        var last = PortSet.Empty;
        for (var i = FirstFrom(addresses.First); i < _pieces.Length && _pieces[i].Addresses.First <= addresses.Last; i++)
        {
            // neighbours mostly share their ports
            if (!ReferenceEquals(_pieces[i].Ports, last))
            {
                last = _pieces[i].Ports;
                if (ports.AddCommon(last, found))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Adds the addresses of an interval that go with one of the ports.</summary>
    public void AddSendersWithin(Interval<UInt128> addresses, PortSet ports, List<Interval<UInt128>> senders)
    {
        for (var i = FirstFrom(addresses.First); i < _pieces.Length && _pieces[i].Addresses.First <= addresses.Last; i++)
        {
            var piece = _pieces[i];
            if (piece.Ports.Overlaps(ports))
            {
                senders.Add(new(UInt128.Max(piece.Addresses.First, addresses.First), UInt128.Min(piece.Addresses.Last, addresses.Last)));
            }
        }
    }

    /// <summary>The packets of some addresses.</summary>
    public PacketSet Restrict(AddressSet addresses) => Intersect(Of(addresses, PortSet.All));

    /// <summary>The packets of some ports.</summary>
    public PacketSet Restrict(PortSet ports)
    {
        var buffer = ArrayPool<Piece>.Shared.Rent(_pieces.Length);
        var count = 0;
        foreach (var piece in _pieces)
        {
            Append(buffer, ref count, piece.Addresses, piece.Ports.Intersect(ports));
        }

        return Of(buffer, count);
    }

    /// <summary>Number of the first piece that does not end before an address.</summary>
    private int FirstFrom(UInt128 address)
    {
        var (low, high) = (0, _pieces.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = _pieces[middle].Addresses.Last < address ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static void Append(Piece[] pieces, ref int count, Interval<UInt128> addresses, PortSet ports)
    {
        if (ports.IsEmpty)
        {
            return;
        }

        if (count > 0 && pieces[count - 1] is var last && last.Addresses.Touches(addresses) && last.Ports.Equals(ports))
        {
            pieces[count - 1] = last with { Addresses = new(last.Addresses.First, addresses.Last) };
        }
        else
        {
            pieces[count++] = new(addresses, ports);
        }
    }

    private static PacketSet Of(Piece[] buffer, int count)
    {
        var set = count == 0 ? Empty : new(buffer[..count]);
        ArrayPool<Piece>.Shared.Return(buffer, clearArray: true);
        return set;
    }
}
