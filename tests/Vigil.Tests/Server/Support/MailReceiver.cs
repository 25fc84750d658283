using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Vigil.Tests.Server.Support;

/// <summary>Stands in for a mail server: speaks as much SMTP (RFC 5321) as it takes to be handed a message.</summary>
internal sealed class MailReceiver : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public MailReceiver()
    {
        _listener.Start();
        _ = ListenAsync();
    }

    public ConcurrentQueue<string> Messages { get; } = new();

    public string Port => ((IPEndPoint)_listener.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public void Dispose() => _listener.Dispose();

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await SpeakAsync(client.GetStream());
            }
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException or IOException)
        {
            // the test is over
        }
    }

    private async Task SpeakAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        await AnswerAsync(stream, "220 test");
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line != "DATA")
            {
                await AnswerAsync(stream, line == "QUIT" ? "221 bye" : "250 ok");
                continue;
            }

            await AnswerAsync(stream, "354 go on");
            var message = new StringBuilder();
            while (await reader.ReadLineAsync() is { } text and not ".")
            {
                message.Append(text).Append('\n');
            }

            Messages.Enqueue(message.ToString());
            await AnswerAsync(stream, "250 taken");
        }
    }

    private static async Task AnswerAsync(NetworkStream stream, string line) => await stream.WriteAsync(Encoding.ASCII.GetBytes($"{line}\r\n"));
}
