using Vigil.Domain.Resources;

namespace Vigil.Server.Hosts;

/// <summary>The tag that keeps a machine from being watched, whatever its value (spec §2).</summary>
internal static class ExclusionTag
{
    private const string Key = "InspectorEc2Exclusion";

    /// <summary>Whether a resource is a machine that has it.</summary>
    public static bool Excludes(Resource resource) =>
        resource.Type == ResourceType.AwsEc2Instance && Excludes(resource.Tags.Items.Select(tag => tag.Key));

    /// <summary>Whether the tags of a machine hold it.</summary>
    public static bool Excludes(IEnumerable<string> keys) => keys.Contains(Key, StringComparer.OrdinalIgnoreCase);
}
