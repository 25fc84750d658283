namespace Vigil.Reachability.Packets;

/// <summary>Lays blocks with ports over each other: an address has the ports of all blocks around it. Reused from one set to the next.</summary>
/// <remarks>Blocks nest, so that a stack holds those around the current place. The cost is that of sorting them.</remarks>
internal sealed class BlockLayers
{
    private readonly List<(Prefix Block, PortSet Ports)> _blocks = [];
    private readonly List<PacketSet.Piece> _pieces = [];
    private readonly Stack<(UInt128 Last, PortSet Ports)> _around = new();
    private UInt128 _next;

    public int Count => _blocks.Count;

    public void Add(Prefix block, PortSet ports) => _blocks.Add((block, ports));

    /// <summary>The set of what was added, which is forgotten.</summary>
    public PacketSet ToSet()
    {
        if (_blocks is [var only])
        {
            _blocks.Clear();
            return PacketSet.Of(AddressSet.Of(only.Block.First, only.Block.Last), only.Ports);
        }

        _blocks.Sort(static (left, right) => left.Block.CompareTo(right.Block));
        for (int i = 0, end; i < _blocks.Count; i = end)
        {
            var (block, ports) = _blocks[i];
            for (end = i + 1; end < _blocks.Count && _blocks[end].Block == block;)
            {
                end++;
            }

            Enter(block, end == i + 1 ? ports : PortSet.UnionOf(_blocks.Skip(i).Take(end - i).Select(same => same.Ports)));
        }

        while (_around.Count > 0 && Leave())
        {
            // until all are left, or the last address is
        }

        var set = PacketSet.Of(_pieces);
        _blocks.Clear();
        _pieces.Clear();
        _around.Clear();
        return set;
    }

    private void Enter(Prefix block, PortSet ports)
    {
        while (_around.Count > 0 && _around.Peek().Last < block.First)
        {
            Leave();
        }

        if (_around.Count > 0)
        {
            if (_next < block.First)
            {
                _pieces.Add(new(new(_next, block.First - 1), _around.Peek().Ports));
            }

            ports = _around.Peek().Ports.Union(ports);
        }

        _around.Push((block.Last, ports));
        _next = block.First;
    }

    /// <summary>Leaves the innermost block.</summary>
    /// <returns>Whether an address comes after it.</returns>
    private bool Leave()
    {
        var (last, ports) = _around.Pop();
        if (_next <= last)
        {
            _pieces.Add(new(new(_next, last), ports));
            _next = last + 1;
        }

        return last < UInt128.MaxValue;
    }
}
