using System.Globalization;
using System.Text;
using System.Text.Json;
using Vigil.Domain.Packages;

namespace Vigil.Cli.Commands.Reach;

/// <summary>Reads a list of listening sockets: the <c>listeningSockets</c> of an inventory in JSON, or what <c>ss -lntup</c> prints.</summary>
/// <remarks><c>ss</c> names processes and no packages.</remarks>
internal static class SocketFile
{
    private const long MaxLength = 256L << 20;

    /// <summary>Reads a file.</summary>
    /// <exception cref="FormatException">It cannot be opened, or holds something else.</exception>
    public static IReadOnlyList<ListeningSocket> Read(string path)
    {
        try
        {
            return new FileInfo(path).Length <= MaxLength ? Parse(File.ReadAllBytes(path)) : throw new FormatException($"{path} is larger than {MaxLength >> 20} MiB");
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new FormatException($"the sockets {path} cannot be read: {ex.Message}", ex);
        }
    }

    /// <summary>Reads either form.</summary>
    /// <exception cref="FormatException">The bytes hold neither.</exception>
    internal static IReadOnlyList<ListeningSocket> Parse(ReadOnlyMemory<byte> utf8) =>
        utf8.Span.TrimStart(" \r\n\t"u8) is [(byte)'{', ..] ? ParseInventory(utf8) : ParseLines(Encoding.UTF8.GetString(utf8.Span).Split('\n'));

    private static List<ListeningSocket> ParseInventory(ReadOnlyMemory<byte> utf8)
    {
        using var document = JsonDocument.Parse(utf8);
        if (!document.RootElement.TryGetProperty("listeningSockets", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            throw new FormatException("the inventory holds no listeningSockets");
        }

        return [.. list.EnumerateArray().Select(item => new ListeningSocket(
            Text(item, "protocol").ToUpperInvariant(), Text(item, "address"), PortOf(item), Text(item, "process"), Text(item, "executable"), Text(item, "package")))];
    }

    // Netid State Recv-Q Send-Q Local-Address:Port Peer-Address:Port Process
    private static List<ListeningSocket> ParseLines(IEnumerable<string> lines)
    {
        var sockets = new List<ListeningSocket>();
        foreach (var line in lines)
        {
            var words = line.Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0 || words[0] == "Netid")
            {
                continue;
            }

            if (words is not [("tcp" or "udp") and var protocol, "LISTEN" or "UNCONN", _, _, var local, ..] || local.LastIndexOf(':') is not (>= 0 and var colon)
                || !ushort.TryParse(local.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            {
                throw new FormatException($"'{line.Trim()}' is no line of ss -lntup");
            }

            var process = line.Split('"') is [_, var name, ..] ? name : "";
            sockets.Add(new(protocol.ToUpperInvariant(), local[..colon].Trim('[', ']').Split('%')[0], port, process));
        }

        return sockets;
    }

    private static string Text(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static ushort PortOf(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty("port", out var value) && value.TryGetUInt16(out var port) ? port : throw new FormatException("a socket has no port");
}
