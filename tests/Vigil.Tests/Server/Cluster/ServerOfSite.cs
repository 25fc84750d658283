using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Vigil.Server.Identity;
using Vigil.Tests.Server.Support;

namespace Vigil.Tests.Server.Cluster;

/// <summary>One of several real servers of a site, each a process of its own that can be killed.</summary>
internal sealed class ServerOfSite : IDisposable
{
    private static readonly AccessKey Key = new("AKIACLUSTER000000001", RunningServer.Management, Role.Administrator, "secret of the site");
    private static readonly HttpClient Http = new();

    private readonly string[] _arguments;
    private Process _process;

    public ServerOfSite(string postgres, string data)
    {
        var port = FreePort();
        var address = new Uri($"http://127.0.0.1:{port}");
        _arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "vigil-server.dll"), "--urls", address.ToString(), "--data", data, "--postgres", postgres, "--enable", "EC2",
            "--Logging:LogLevel:Default", "None",
        ];
        Client = new SignedClient(address, TimeProvider.System, Key);
        Address = address;
        _process = Start();
    }

    public SignedClient Client { get; }

    private Uri Address { get; }

    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    public void Restart() => _process = Start();

    public async Task WaitUntilReadyAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken))
        {
            Assert.False(_process.HasExited, "The server ended before it was ready.");
            try
            {
                if ((await Http.GetAsync(new Uri(Address, "/health/ready"), TestContext.Current.CancellationToken)).IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // not yet
            }
        }
    }

    public void Dispose() => Kill();

    private Process Start()
    {
        var start = new ProcessStartInfo("dotnet", _arguments) { UseShellExecute = false };
        start.Environment["VIGIL_ADMIN_ACCESS_KEY_ID"] = Key.Id;
        start.Environment["VIGIL_ADMIN_SECRET_ACCESS_KEY"] = Key.Secret;
        return Process.Start(start)!; // a new process
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
