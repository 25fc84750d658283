namespace Vigil.Domain.Findings;

/// <summary>A way by which a resource can be reached over the network.</summary>
/// <param name="Protocol"><c>TCP</c> or <c>UDP</c>.</param>
/// <param name="FirstPort">0 to 65535.</param>
/// <param name="LastPort">Not below <paramref name="FirstPort"/>.</param>
/// <param name="Steps">The components along the path, from outside in.</param>
public sealed record OpenPath(string Protocol, int FirstPort, int LastPort, EquatableArray<PathStep> Steps);

/// <summary>One component along a path.</summary>
/// <param name="ComponentId"><c>igw-0123</c>.</param>
/// <param name="ComponentType"><c>AWS::EC2::InternetGateway</c>.</param>
/// <param name="ComponentArn">Its ARN, or empty.</param>
public sealed record PathStep(string ComponentId, string ComponentType, string ComponentArn = "");
