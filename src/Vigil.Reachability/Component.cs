namespace Vigil.Reachability;

/// <summary>A component of the network by the names that findings use.</summary>
/// <param name="Id">Its id, or the ARN or name of a load balancer.</param>
/// <param name="Type">Its CloudFormation type, <c>AWS::EC2::InternetGateway</c>.</param>
public readonly record struct Component(string Id, string Type)
{
    internal const string InternetGateway = "AWS::EC2::InternetGateway";
    internal const string Peering = "AWS::EC2::VPCPeeringConnection";
    internal const string VpnGateway = "AWS::EC2::VPNGateway";
    internal const string TransitGateway = "AWS::EC2::TransitGateway";
    internal const string NetworkAcl = "AWS::EC2::NetworkAcl";
    internal const string RouteTable = "AWS::EC2::RouteTable";
    internal const string TransitTable = "AWS::EC2::TransitGatewayRouteTable";
    internal const string Endpoint = "AWS::EC2::VPCEndpoint";
    internal const string SecurityGroup = "AWS::EC2::SecurityGroup";
    internal const string Interface = "AWS::EC2::NetworkInterface";
    internal const string Instance = "AWS::EC2::Instance";
    internal const string LoadBalancer = "AWS::ElasticLoadBalancingV2::LoadBalancer";
    internal const string ClassicLoadBalancer = "AWS::ElasticLoadBalancing::LoadBalancer";
    internal const string TargetGroup = "AWS::ElasticLoadBalancingV2::TargetGroup";

    /// <summary>An id as people read it: of an ARN the part that names the resource.</summary>
    public static string ShortIdOf(string id) => id.StartsWith("arn:", StringComparison.Ordinal) ? id[(id.LastIndexOf(':') + 1)..] : id;

    /// <inheritdoc/>
    public override string ToString() => Id;
}
