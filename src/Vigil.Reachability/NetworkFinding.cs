using System.Collections.Immutable;
using System.Globalization;
using Vigil.Domain.Findings;
using Vigil.Reachability.Packets;

namespace Vigil.Reachability;

/// <summary>An exposure as Amazon Inspector reports it: a finding of type <c>NETWORK_REACHABILITY</c>.</summary>
public sealed record NetworkFinding
{
    /// <summary>Most steps that the API's model allows.</summary>
    public const int MaxSteps = 30;

    /// <summary>The instance.</summary>
    public required string InstanceId { get; init; }

    /// <summary><c>Port 22 is reachable from an Internet Gateway - TCP</c>.</summary>
    public required string Title { get; init; }

    /// <summary>Instance, range, entry and interface in one sentence.</summary>
    public required string Description { get; init; }

    /// <summary>The highest severity of a service in the range.</summary>
    public required FindingSeverity Severity { get; init; }

    /// <summary>First open port.</summary>
    public required ushort PortFrom { get; init; }

    /// <summary>Last open port.</summary>
    public required ushort PortTo { get; init; }

    /// <summary>The protocol.</summary>
    public required Transport Transport { get; init; }

    /// <summary>1 to <see cref="MaxSteps"/> components, from the entry to the instance.</summary>
    public required ImmutableArray<Component> Steps { get; init; }

    /// <summary>What to do.</summary>
    public static string Remediation => "You can restrict access to your instance by modifying the Security Groups or ACLs in the network path.";

    /// <summary>The finding of an exposure.</summary>
    public static NetworkFinding Of(Exposure exposure)
    {
        var (name, article) = NameOf(exposure.Entry.Type);
        var protocol = exposure.Transport == Transport.Tcp ? "TCP" : "UDP";
        var range = exposure.PortFrom == exposure.PortTo ? Invariant($"Port {exposure.PortFrom} is") : Invariant($"Port range {exposure.PortFrom}-{exposure.PortTo} is");
        var path = exposure.Path;
        return new()
        {
            InstanceId = exposure.InstanceId,
            Title = $"{range} reachable from {article} {name} - {protocol}",
            Description = Invariant($"On the instance {exposure.InstanceId}, the port range {exposure.PortFrom}-{exposure.PortTo} is reachable from the {name.Replace(" ", "", StringComparison.Ordinal)} {exposure.Entry.Id} from an attached ENI {exposure.InterfaceId}."),
            Severity = PortServices.SeverityOf(exposure.Transport, exposure.PortFrom, exposure.PortTo, exposure.Entry.Type == Component.InternetGateway),
            PortFrom = exposure.PortFrom,
            PortTo = exposure.PortTo,
            Transport = exposure.Transport,
            Steps = path.Length <= MaxSteps ? path : path[..MaxSteps],
        };
    }

    private static (string Name, string Article) NameOf(string type) => type switch
    {
        Component.InternetGateway => ("Internet Gateway", "an"),
        Component.Peering => ("VPC Peering Connection", "a"),
        Component.VpnGateway => ("Virtual Private Gateway", "a"),
        _ => ("Transit Gateway", "a"),
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
