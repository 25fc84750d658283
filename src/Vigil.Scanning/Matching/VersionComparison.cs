using Vigil.Domain.Versions;

namespace Vigil.Scanning.Matching;

/// <summary>Says in words how two versions compare, part by part.</summary>
public static class VersionComparison
{
    /// <summary><c>1.2-3 &lt; 1.2-4: epoch 0 = 0, version 1.2 = 1.2, revision 3 &lt; 4</c>.</summary>
    /// <param name="scheme">Name of the scheme.</param>
    /// <param name="left">The installed version.</param>
    /// <param name="right">The bound.</param>
    public static string Describe(string scheme, string left, string right)
    {
        if (!VersionSchemes.TryGet(scheme, out var order))
        {
            return $"{left} and {right}: no order is known for '{scheme}'";
        }

        var steps = new List<string>();
        foreach (var (name, leftPart, rightPart) in Parts(scheme, left, right))
        {
            var sign = Sign(order.Compare(leftPart, rightPart));
            steps.Add($"{name} {leftPart} {sign} {rightPart}");
            if (sign != "=")
            {
                break;
            }
        }

        var whole = $"{left} {Sign(order.Compare(left, right))} {right}";
        return steps.Count == 0 ? whole : $"{whole}: {string.Join(", ", steps)}";
    }

    private static string Sign(int order) => order < 0 ? "<" : order > 0 ? ">" : "=";

    // the parts that dpkg and rpm compare one after the other; other schemes have no such parts
    private static IEnumerable<(string Name, string Left, string Right)> Parts(string scheme, string left, string right)
    {
        if (scheme is not ("deb" or "rpm"))
        {
            yield break;
        }

        var (leftEpoch, leftVersion, leftRevision) = Split(left);
        var (rightEpoch, rightVersion, rightRevision) = Split(right);
        yield return ("epoch", leftEpoch, rightEpoch);
        yield return ("version", leftVersion, rightVersion);
        yield return (scheme == "deb" ? "revision" : "release", leftRevision, rightRevision);
    }

    private static (string Epoch, string Version, string Revision) Split(string version)
    {
        var colon = version.IndexOf(':', StringComparison.Ordinal);
        var rest = version[(colon + 1)..];
        var dash = rest.LastIndexOf('-');
        return (colon < 0 ? "0" : version[..colon], dash < 0 ? rest : rest[..dash], dash < 0 ? "" : rest[(dash + 1)..]);
    }
}
