using System.Net;
using System.Net.Sockets;

namespace Vigil.EndToEnd;

/// <summary>Stands between a client and a server, and passes nothing more on once the server has sent so many bytes: a network that dies half-way.</summary>
internal sealed class StallingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IPEndPoint _server;
    private readonly Task _work;
    private long _left;

    public StallingProxy(string host, long bytes)
    {
        _server = IPEndPoint.Parse(host);
        _left = bytes;
        _listener.Start();
        _work = AcceptAsync();
    }

    /// <summary>Host and port of the proxy.</summary>
    public string Host => _listener.LocalEndpoint.ToString() ?? "";

    /// <summary>Ends when nothing is passed on any more.</summary>
    public Task Stalled => _stalled.Task;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _work;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        try
        {
            await far.ConnectAsync(_server, _end.Token);
            await Task.WhenAny(CopyAsync(near.GetStream(), far.GetStream(), isAnswer: false), CopyAsync(far.GetStream(), near.GetStream(), isAnswer: true));
        }
        catch (Exception ex) when (ex is IOException or SocketException or OperationCanceledException)
        {
            // one of the two is gone
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, bool isAnswer)
    {
        var buffer = new byte[16 << 10];
        while (await from.ReadAsync(buffer, _end.Token) is var read and > 0)
        {
            if (isAnswer && Interlocked.Add(ref _left, -read) < 0)
            {
                _stalled.TrySetResult();
                await Task.Delay(Timeout.Infinite, _end.Token);
            }

            await to.WriteAsync(buffer.AsMemory(0, read), _end.Token);
        }
    }
}
