using System.Net;
using System.Net.Sockets;
using Vigil.Domain.Packages;
using Vigil.Scanning.Artifacts.Hosts;
using Vigil.Scanning.Ecosystems.Joining;
using Vigil.Scanning.Ecosystems.Ownership;
using Vigil.Scanning.Extraction;

namespace Vigil.Tests.Artifacts.Hosts;

public sealed class ListeningSocketTests
{
    [Fact]
    public void Own_socket_is_found_with_the_program_that_runs()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The kernel's tables are those of Linux.");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var socket = Assert.Single(ListeningSockets.Read("/proc", "/", new DiagnosticList(10)), socket => socket.Port == port);

        Assert.Equal(("TCP", "127.0.0.1", Environment.ProcessPath), (socket.Protocol, socket.Address, socket.ExecutablePath));
        Assert.NotEmpty(socket.ProcessName);
    }

    [Fact]
    public void Program_that_is_none_of_the_root_has_no_path()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The kernel's tables are those of Linux.");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var elsewhere = Directory.CreateTempSubdirectory("vigil-root-");

        var socket = Assert.Single(ListeningSockets.Read("/proc", elsewhere.FullName, new DiagnosticList(10)), socket => socket.Port == port);

        elsewhere.Delete();
        Assert.Equal("", socket.ExecutablePath);
        Assert.NotEmpty(socket.ProcessName);
    }

    [Fact]
    public void Processes_that_cannot_be_seen_are_counted()
    {
        var proc = Directory.CreateTempSubdirectory("vigil-proc-");
        Directory.CreateDirectory(Path.Combine(proc.FullName, "net"));
        File.WriteAllText(
            Path.Combine(proc.FullName, "net/tcp"), "   0: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 12345 1 0 100 0 0 10 0\n");
        var diagnostics = new DiagnosticList(10);

        var socket = Assert.Single(ListeningSockets.Read(proc.FullName, "/", diagnostics));

        proc.Delete(recursive: true);
        Assert.Equal(("", ""), (socket.ProcessName, socket.ExecutablePath));
        Assert.Equal("VGL1020", Assert.Single(diagnostics.Items).Code.ToString());
    }

    [Fact]
    public void Package_that_owns_the_program_is_named()
    {
        var view = new ArtifactView
        {
            Artifact = new ArtifactIdentity(ArtifactKind.Host, "/"),
            Files = [new VisibleFile("var/lib/dpkg/info/nginx.list", [new OwnedFiles("nginx", [OwnedPath.HashOf("usr/sbin/nginx"u8)])], "", [])],
            ListeningSockets = [new ListeningSocket("TCP", "0.0.0.0", 80, "nginx", "/usr/sbin/nginx"), new ListeningSocket("TCP", "0.0.0.0", 81, "own", "/opt/own")],
        };

        var sockets = InventoryBuilder.Build(view).ListeningSockets;

        Assert.Equal(["nginx", ""], sockets.Items.Select(socket => socket.Package));
    }
}
