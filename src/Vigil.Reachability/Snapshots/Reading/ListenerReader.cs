using System.Collections.Immutable;
using System.Text.Json;
using Vigil.Domain;
using Vigil.Reachability.Packets;

namespace Vigil.Reachability.Snapshots.Reading;

/// <summary>Reads what load balancers listen on, and the rules that choose a target group.</summary>
internal sealed class ListenerReader(TextPool pool)
{
    public Listener ReadListener(ref Utf8JsonReader json)
    {
        var (id, balancer, protocol) = ("", "", "");
        ushort? port = null;
        ImmutableArray<string> groups = [];
        while (json.NextMember())
        {
            if (json.Is("ListenerArn"u8))
            {
                id = json.NextText(pool);
            }
            else if (json.Is("LoadBalancerArn"u8))
            {
                balancer = json.NextText(pool);
            }
            else if (json.Is("Port"u8))
            {
                port = json.NextPort();
            }
            else if (json.Is("Protocol"u8))
            {
                protocol = json.NextText(pool);
            }
            else if (json.Is("DefaultActions"u8))
            {
                groups = ReadActions(ref json);
            }
            else
            {
                json.SkipValue();
            }
        }

        return new(id) { BalancerId = balancer, Port = port ?? 0, Transports = port is null ? Transports.None : TransportsOf(protocol), TargetGroupIds = groups };
    }

    public ListenerRule ReadRule(ref Utf8JsonReader json)
    {
        var (listener, arn) = ("", "");
        ImmutableArray<string> groups = [];
        while (json.NextMember())
        {
            if (json.Is("ListenerArn"u8))
            {
                listener = json.NextText(pool);
            }
            else if (json.Is("RuleArn"u8))
            {
                arn = json.NextText(pool);
            }
            else if (json.Is("Actions"u8))
            {
                groups = ReadActions(ref json);
            }
            else
            {
                json.SkipValue();
            }
        }

        return new(listener.Length > 0 ? listener : ListenerOf(arn), groups);
    }

    private ImmutableArray<string> ReadActions(ref Utf8JsonReader json)
    {
        var groups = new List<string>();
        for (var more = json.EnterArray(); more && json.NextObject();)
        {
            var (type, only) = ("", "");
            List<string>? weighted = null;
            while (json.NextMember())
            {
                if (json.Is("Type"u8))
                {
                    type = json.NextText(pool);
                }
                else if (json.Is("TargetGroupArn"u8))
                {
                    only = json.NextText(pool);
                }
                else if (json.Is("ForwardConfig"u8))
                {
                    weighted = ReadForwardConfig(ref json);
                }
                else
                {
                    json.SkipValue();
                }
            }

            if (type == "forward")
            {
                groups.AddRange(weighted ?? (only.Length > 0 ? [only] : []));
            }
        }

        return [.. groups.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The groups that get a share of the requests (R71).</summary>
    private List<string>? ReadForwardConfig(ref Utf8JsonReader json)
    {
        List<string>? groups = null;
        for (var more = json.EnterObject(); more && json.NextMember();)
        {
            if (!json.Is("TargetGroups"u8))
            {
                json.SkipValue();
                continue;
            }

            groups ??= [];
            for (var another = json.EnterArray(); another && json.NextObject();)
            {
                var (group, weight) = ("", 1);
                while (json.NextMember())
                {
                    if (json.Is("TargetGroupArn"u8))
                    {
                        group = json.NextText(pool);
                    }
                    else if (json.Is("Weight"u8))
                    {
                        weight = json.NextNumber() ?? 1;
                    }
                    else
                    {
                        json.SkipValue();
                    }
                }

                if (weight != 0)
                {
                    groups.Add(group);
                }
            }
        }

        return groups;
    }

    // …:listener-rule/app/name/id/listener-id/rule-id belongs to …:listener/app/name/id/listener-id
    private static string ListenerOf(string ruleArn) => ruleArn.LastIndexOf('/') is var end and > 0
        ? ruleArn[..end].Replace(":listener-rule/", ":listener/", StringComparison.Ordinal)
        : "";

    private static Transports TransportsOf(string protocol) => protocol switch
    {
        "HTTP" or "HTTPS" or "TCP" or "TLS" or "SSL" => Transports.Tcp,
        "UDP" or "QUIC" => Transports.Udp,
        "TCP_UDP" or "TCP_QUIC" => Transports.Both,
        _ => Transports.None,
    };
}
