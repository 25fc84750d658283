using System.Collections.Immutable;
using Spectre.Console;
using Vigil.Domain.Diagnostics;
using Vigil.Reachability;

namespace Vigil.Cli.Output;

/// <summary>Exposures for people.</summary>
internal sealed class ReachTable(IAnsiConsole console)
{
    private const int MaxClients = 3;
    private const int MaxDiagnostics = 10;

    /// <summary>Writes a table and what the answer leaves open.</summary>
    public void Write(IReadOnlyList<Exposure> exposures, ImmutableArray<Diagnostic> diagnostics)
    {
        WriteRows(exposures);
        var instances = exposures.Select(one => one.InstanceId).Distinct(StringComparer.Ordinal).Count();
        console.WriteLine(exposures.Count == 0 ? "Nothing is reachable." : $"{exposures.Count} open, on {instances} {(instances == 1 ? "instance" : "instances")}");
        WriteDiagnostics(console, diagnostics);
    }

    /// <summary>Writes what is open now and was not, and what no longer is.</summary>
    public void WriteDelta(IReadOnlyList<Exposure> opened, IReadOnlyList<Exposure> closed, IReadOnlyList<Exposure> unconfirmed, ImmutableArray<Diagnostic> diagnostics)
    {
        console.WriteLine(opened.Count == 0 ? "Nothing opens." : $"{opened.Count} {(opened.Count == 1 ? "opens" : "open")}:");
        WriteRows(opened);
        console.WriteLine(closed.Count == 0 ? "Nothing closes." : $"{closed.Count} {(closed.Count == 1 ? "closes" : "close")}:");
        WriteRows(closed);
        if (unconfirmed.Count > 0)
        {
            console.WriteLine($"{unconfirmed.Count} not seen again, but the later snapshot is not complete, so they may still be open:");
            WriteRows(unconfirmed);
        }

        WriteDiagnostics(console, diagnostics);
    }

    private void WriteRows(IReadOnlyList<Exposure> exposures)
    {
        if (exposures.Count > 0)
        {
            var table = new Table().Border(TableBorder.Simple).AddColumns("Instance", "Port", "From", "Clients", "Over", "Opened by");
            foreach (var exposure in exposures)
            {
                table.AddRow(
                    Markup.Escape(exposure.InstanceId), Markup.Escape(PortsOf(exposure)), Markup.Escape(exposure.Entry.Id), Markup.Escape(ClientsOf(exposure)),
                    Markup.Escape(Component.ShortIdOf(exposure.Via)), Markup.Escape(exposure.GroupId));
            }

            console.Write(table);
        }
    }

    /// <summary>Writes the first few of what the answer leaves open.</summary>
    public static void WriteDiagnostics(IAnsiConsole console, ImmutableArray<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics.Take(MaxDiagnostics))
        {
            console.Profile.Out.Writer.WriteLine($"  {diagnostic.Code} {SafeText.OneLine(diagnostic.Subject)}: {SafeText.OneLine(diagnostic.Message)}");
        }

        if (diagnostics.Length > MaxDiagnostics)
        {
            console.WriteLine($"  … and {diagnostics.Length - MaxDiagnostics} more; --json lists all");
        }
    }

    /// <summary>A range as people write it, <c>443/tcp</c>.</summary>
    public static string PortsOf(Exposure exposure) =>
        $"{(exposure.PortFrom == exposure.PortTo ? $"{exposure.PortFrom}" : $"{exposure.PortFrom}-{exposure.PortTo}")}/{(exposure.Transport == Reachability.Packets.Transport.Tcp ? "tcp" : "udp")}";

    private static string ClientsOf(Exposure exposure)
    {
        var clients = exposure.Clients;
        return clients.Length <= MaxClients ? string.Join(", ", clients) : $"{string.Join(", ", clients.Take(MaxClients))} and {clients.Length - MaxClients} more";
    }
}
