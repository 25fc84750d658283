namespace Vigil.Server.Hosts;

/// <summary>The tag that keeps a machine from being watched, whatever its value (spec §2).</summary>
internal static class ExclusionTag
{
    private const string Key = "InspectorEc2Exclusion";

    /// <summary>Whether the tags of a machine hold it.</summary>
    public static bool Excludes(IEnumerable<string> keys) => keys.Contains(Key, StringComparer.OrdinalIgnoreCase);
}
