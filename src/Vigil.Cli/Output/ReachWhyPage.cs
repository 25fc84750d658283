using Vigil.Reachability;
using Vigil.Reachability.Inspection;

namespace Vigil.Cli.Output;

/// <summary>Why a port is open or closed, for people.</summary>
internal sealed class ReachWhyPage(TextWriter output)
{
    public void Write(PortExplanation explanation, string instance, string port)
    {
        if (explanation.Open.IsEmpty)
        {
            Line($"Port {port} of {instance} is closed to the outside.");
        }

        foreach (var exposure in explanation.Open)
        {
            Line($"Port {port} of {instance} is open from {exposure.Entry.Id}{(exposure.Via == Exposure.Direct ? "" : $" over {exposure.Via}")}");
            Line($"  range    {ReachTable.PortsOf(exposure)}, opened by {exposure.GroupId}");
            Line($"  path     {string.Join(" > ", exposure.Path.Select(step => step.Id))}");
            Line($"  reply    {string.Join(" > ", exposure.ReplyPath.Select(step => step.Id))}");
            Line($"  clients  {string.Join(", ", exposure.Clients.Take(8))}{(exposure.Clients.Length > 8 ? $" and {exposure.Clients.Length - 8} more" : "")}");
            Line($"  packet   {exposure.Witness.Sent}");
            if (exposure.Witness.Delivered != exposure.Witness.Sent)
            {
                Line($"  arrives  {exposure.Witness.Delivered}");
            }

            if (exposure.Assumed.Length > 0)
            {
                Line($"  assumed  {exposure.Assumed}");
            }
        }

        foreach (var way in explanation.Blocked)
        {
            Line($"Closed from {(way.Entry.Id is { Length: > 0 } id ? id : "anywhere")} {(way.Via == Exposure.Direct ? "" : $"over {way.Via} ")}to {way.InterfaceId} {way.Address}");
            Write("  blocks   ", way.Obstacles, obstacle => $"{obstacle.Component.Id}: {obstacle.Reason}");
            Write("  to open  ", way.SmallestChange, obstacle => obstacle.Change);
        }
    }

    private void Write(string label, IReadOnlyList<Obstacle> obstacles, Func<Obstacle, string> text)
    {
        foreach (var obstacle in obstacles)
        {
            Line($"{label}{text(obstacle)}");
        }
    }

    private void Line(string text) => output.WriteLine(SafeText.OneLine(text));
}
