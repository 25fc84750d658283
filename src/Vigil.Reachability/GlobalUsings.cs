global using AddressSet = Vigil.Reachability.Packets.IntervalSet<System.UInt128>;
global using PortSet = Vigil.Reachability.Packets.IntervalSet<ushort>;
