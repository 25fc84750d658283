namespace Vigil.Reachability.Packets;

/// <summary>Ranges of addresses that the rules name.</summary>
internal static class AddressSpace
{
    private static readonly Prefix Any4 = Parse("0.0.0.0/0");
    private static readonly Prefix Any6 = Parse("::/0");

    /// <summary>IPv6 addresses that the internet routes (R17).</summary>
    public static readonly Prefix Global6 = Parse("2000::/3");

    /// <summary>All addresses of each family.</summary>
    public static readonly Prefix[] Everything = [Any4, Any6];

    private static readonly AddressSet Internet4 = SetOf(Any4).Except(SetOf(
        Parse("0.0.0.0/8"), Parse("10.0.0.0/8"), Parse("100.64.0.0/10"), Parse("127.0.0.0/8"), Parse("169.254.0.0/16"), Parse("172.16.0.0/12"),
        Parse("192.168.0.0/16"), Parse("224.0.0.0/3")));

    private static readonly AddressSet Unicast4 = SetOf(Any4).Except(SetOf(Parse("0.0.0.0/8"), Parse("127.0.0.0/8"), Parse("224.0.0.0/3")));
    private static readonly AddressSet Unicast6 = SetOf(Any6).Except(SetOf(Parse("fe80::/10"), Parse("ff00::/8")));

    /// <summary>Clients of an internet gateway (R4).</summary>
    public static AddressSet Internet(bool isIPv4) => isIPv4 ? Internet4 : SetOf(Global6);

    /// <summary>Addresses of single hosts that routers may know (R6).</summary>
    public static AddressSet Unicast(bool isIPv4) => isIPv4 ? Unicast4 : Unicast6;

    /// <summary>All addresses of a family.</summary>
    public static AddressSet Family(bool isIPv4) => isIPv4 ? SetOf(Any4) : SetOf(Any6);

    /// <summary>The addresses of blocks.</summary>
    public static AddressSet SetOf(params IEnumerable<Prefix> blocks) => AddressSet.Of([.. blocks.Select(block => block.Interval)]);

    private static Prefix Parse(string text) =>
        Prefix.TryParse(System.Text.Encoding.ASCII.GetBytes(text), out var prefix) ? prefix : throw new FormatException(text);
}
