using System.Diagnostics;

namespace Vigil.EndToEnd;

/// <summary>A network namespace with an address of its own and a cable to this machine: as far as the network goes, a second host.</summary>
internal sealed class SecondHost : IDisposable
{
    private static int _count;

    private readonly string _name;

    private SecondHost()
    {
        var number = Interlocked.Increment(ref _count);
        var net = 1 + (Environment.ProcessId % 250);
        _name = $"vigil{Environment.ProcessId}n{number}";
        (Near, Far) = ($"10.213.{net}.{(4 * number) + 1}", $"10.213.{net}.{(4 * number) + 2}");
        Workspace.Bash(
            $"""
            ip netns add {_name}
            ip link add {_name}a type veth peer name {_name}b netns {_name}
            ip addr add {Near}/30 dev {_name}a
            ip link set {_name}a up
            ip -n {_name} addr add {Far}/30 dev {_name}b
            ip -n {_name} link set {_name}b up
            ip -n {_name} link set lo up
            """);
    }

    /// <summary>Address of this machine on the cable.</summary>
    public string Near { get; }

    /// <summary>Address of the second host.</summary>
    public string Far { get; }

    /// <summary>Makes one; skips the test where that cannot be done.</summary>
    public static SecondHost Create()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && File.Exists("/usr/sbin/ip"), "A network namespace needs root and iproute2.");
        return new SecondHost();
    }

    /// <summary>Starts a program on the second host.</summary>
    public Process Start(params string[] command)
    {
        var start = new ProcessStartInfo("ip", ["netns", "exec", _name, .. command]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        return Process.Start(start) ?? throw new InvalidOperationException("ip did not start.");
    }

    /// <summary>Pulls or plugs the cable.</summary>
    public void Connect(bool isUp) => Workspace.Bash($"ip link set {_name}a {(isUp ? "up" : "down")}");

    public void Dispose() => Workspace.Bash($"ip link del {_name}a; ip netns del {_name}");
}
