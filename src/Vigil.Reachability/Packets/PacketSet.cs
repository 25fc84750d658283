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

            return AddressSet.Of(addresses);
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
    public static PacketSet Of(IEnumerable<Piece> sorted)
    {
        var pieces = new List<Piece>();
        foreach (var piece in sorted)
        {
            if (piece.Ports.IsEmpty)
            {
                continue;
            }

            if (pieces is [.., var last] && last.Addresses.Touches(piece.Addresses) && last.Ports.Equals(piece.Ports))
            {
                pieces[^1] = last with { Addresses = new(last.Addresses.First, piece.Addresses.Last) };
            }
            else
            {
                pieces.Add(piece);
            }
        }

        return pieces.Count == 0 ? Empty : new([.. pieces]);
    }

    /// <summary>The ports that go with an address.</summary>
    public PortSet PortsAt(UInt128 address)
    {
        var (low, high) = (0, _pieces.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var piece = _pieces[middle];
            if (piece.Addresses.Contains(address))
            {
                return piece.Ports;
            }

            if (address < piece.Addresses.First)
            {
                high = middle - 1;
            }
            else
            {
                low = middle + 1;
            }
        }

        return PortSet.Empty;
    }

    /// <summary>The addresses that a port goes with.</summary>
    public AddressSet AddressesAt(ushort port)
    {
        var addresses = new List<Interval<UInt128>>();
        foreach (var piece in _pieces)
        {
            if (piece.Ports.Contains(port))
            {
                addresses.Add(piece.Addresses);
            }
        }

        return AddressSet.Of(addresses);
    }

    /// <summary>The addresses that one of the ports goes with.</summary>
    public AddressSet AddressesAt(Interval<ushort> ports)
    {
        var wanted = PortSet.Of(ports.First, ports.Last);
        var addresses = new List<Interval<UInt128>>();
        foreach (var piece in _pieces)
        {
            if (piece.Ports.Overlaps(wanted))
            {
                addresses.Add(piece.Addresses);
            }
        }

        return AddressSet.Of(addresses);
    }

    /// <summary>The packets in both sets.</summary>
    public PacketSet Intersect(PacketSet other) => Of(Common(other));

    /// <summary>The packets of some addresses.</summary>
    public PacketSet Restrict(AddressSet addresses) => Intersect(Of(addresses, PortSet.All));

    /// <summary>The packets of some ports.</summary>
    public PacketSet Restrict(PortSet ports) => Of(_pieces.Select(piece => piece with { Ports = piece.Ports.Intersect(ports) }));

    private IEnumerable<Piece> Common(PacketSet other)
    {
        for (int i = 0, j = 0; i < _pieces.Length && j < other._pieces.Length;)
        {
            var (left, right) = (_pieces[i], other._pieces[j]);
            var first = UInt128.Max(left.Addresses.First, right.Addresses.First);
            var last = UInt128.Min(left.Addresses.Last, right.Addresses.Last);
            if (first <= last)
            {
                yield return new(new(first, last), left.Ports.Intersect(right.Ports));
            }

            _ = left.Addresses.Last < right.Addresses.Last ? i++ : j++;
        }
    }
}
