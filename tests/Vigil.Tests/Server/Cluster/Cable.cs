using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Vigil.Tests.Server.Cluster;

/// <summary>The network between a server and its database, as a cable that can be pulled: what is on its way then waits, and nobody is told that the other is out of reach.</summary>
internal sealed class Cable : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly NpgsqlConnectionStringBuilder _near;
    private readonly UnixDomainSocketEndPoint _far;
    private volatile TaskCompletionSource _plugged = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lays a cable to a database that is reached by a socket of this machine.</summary>
    public Cable(string connection)
    {
        _listener.Start();
        _near = new NpgsqlConnectionStringBuilder(connection);
        _far = new UnixDomainSocketEndPoint(Path.Combine(_near.Host!, ".s.PGSQL.5432")); // a directory
        (_near.Host, _near.Port, _near.CommandTimeout, _near.Timeout) = ("127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port, 5, 5);
        Plug();
        _ = AcceptAsync();
    }

    /// <summary>Connection string of the database at the other end.</summary>
    public string Connection => _near.ConnectionString;

    public void Pull() => _plugged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Plug() => _plugged.TrySetResult();

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptSocketAsync(_end.Token));
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException)
        {
            // the test is over
        }
    }

    private async Task ServeAsync(Socket near)
    {
        using var far = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using (near)
        {
            try
            {
                await _plugged.Task.WaitAsync(_end.Token);
                await far.ConnectAsync(_far, _end.Token);
                await Task.WhenAny(CopyAsync(near, far), CopyAsync(far, near));
                await _plugged.Task.WaitAsync(_end.Token); // that one is gone is not heard either
            }
            catch (Exception fault) when (fault is OperationCanceledException or SocketException)
            {
                // one of the two is gone
            }
        }
    }

    private async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 << 10];
        try
        {
            while (await from.ReceiveAsync(buffer, _end.Token) is var read and > 0)
            {
                await _plugged.Task.WaitAsync(_end.Token);
                for (var rest = buffer.AsMemory(0, read); rest.Length > 0;)
                {
                    rest = rest[await to.SendAsync(rest, _end.Token)..];
                }
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // one of the two is gone
        }
    }
}
