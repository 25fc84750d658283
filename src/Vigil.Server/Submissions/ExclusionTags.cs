using Vigil.Domain.Resources;
using Vigil.Server.Hosts;

namespace Vigil.Server.Submissions;

/// <summary>Tags by which an owner says that a resource is not to be scanned (spec §2 and §4).</summary>
internal static class ExclusionTags
{
    private const string Function = "InspectorExclusion", StandardScanning = "LambdaStandardScanning";

    /// <summary>Whether the tags of a resource exclude it from the scan of its packages.</summary>
    public static bool Exclude(Resource resource) => resource.Tags.Any(tag => resource.Type switch
    {
        ResourceType.AwsEc2Instance => ExclusionTag.Excludes([tag.Key]),
        ResourceType.AwsLambdaFunction => tag.Key == Function && tag.Value == StandardScanning,
        _ => false,
    });
}
