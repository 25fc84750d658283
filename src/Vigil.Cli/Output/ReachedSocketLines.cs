using Vigil.Domain.Findings;
using Vigil.Domain.Scoring;

namespace Vigil.Cli.Output;

/// <summary>What listens on open ports, in words.</summary>
internal static class ReachedSocketLines
{
    /// <summary><c>nginx of nginx-core listens on 443/tcp, which is open from the internet to 0.0.0.0/0 by igw-1 > acl-1 > sg-1 > eni-1 > i-1; 3 findings</c>.</summary>
    public static IEnumerable<string> Of(ScanResult result)
    {
        foreach (var reached in result.ReachedSockets)
        {
            var socket = reached.Socket;
            var findings = result.Findings.Items.Count(finding => finding.ReachedSockets.Items.Contains(reached));
            var who = socket.ProcessName.Length > 0 ? socket.ProcessName : "a process that could not be seen";
            yield return $"{who}{(socket.Package.Length > 0 ? $" of {socket.Package}" : "")} listens on {PortOf(reached)}, open from {Place(reached.From)} to {reached.Clients} by "
                + string.Join(" > ", reached.Path.Steps.Items.Select(step => step.ComponentId))
                + (socket.Package.Length == 0 ? "" : findings == 1 ? "; 1 finding" : $"; {findings} findings");
        }
    }

    /// <summary>What stands before the title of a finding: <c>[on 443/tcp, open from the internet] </c>; empty when nothing of it is reached.</summary>
    public static string Mark(Finding finding) => finding.ReachedSockets.Items is [var first, ..] ? $"[on {PortOf(first)}, open from {Place(first.From)}] " : "";

    private static string PortOf(ReachedSocket reached) => $"{reached.Socket.Port}/{reached.Socket.Protocol.ToLowerInvariant()}";

    private static string Place(ReachableFrom from) => from == ReachableFrom.Internet ? "the internet" : "peered networks";
}
