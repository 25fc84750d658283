using Vigil.Domain.OperatingSystems;

namespace Vigil.Scanning.Ecosystems.OperatingSystems;

/// <summary>How distributions number the releases that their advisories name.</summary>
internal static class ReleaseRules
{
    /// <summary>The whole <c>VERSION_ID</c>.</summary>
    public static string Whole(OsRelease release) => release.VersionId;

    /// <summary>A distribution without releases.</summary>
    public static string Rolling(OsRelease release) => "";

    /// <summary><c>9.4</c> gives <c>9</c>.</summary>
    public static string Major(OsRelease release) => Parts(release.VersionId, 1);

    /// <summary><c>4.0.1</c> gives <c>4.0</c>.</summary>
    public static string MajorMinor(OsRelease release) => Parts(release.VersionId, 2);

    /// <summary><c>3.20.3</c> gives <c>3.20</c>; a snapshot such as <c>3.21.0_alpha20240923</c> is edge.</summary>
    public static string AlpineBranch(OsRelease release) =>
        release.VersionId.Contains("_alpha", StringComparison.Ordinal) ? "edge" : MajorMinor(release);

    /// <summary>The number; testing and unstable have none in os-release and are told by the codename of the release they will become.</summary>
    public static string DebianRelease(OsRelease release) =>
        release.VersionId.Length > 0 ? Major(release) : Codenames.DebianNumber(release.VersionCodename);

    /// <summary>The number of the Ubuntu release; of a derivative, that of the release it stands on.</summary>
    public static string UbuntuRelease(OsRelease release) =>
        Codenames.UbuntuNumber(release.UbuntuCodename) is { Length: > 0 } number ? number
        : release.Id == "ubuntu" ? release.VersionId
        : "";

    /// <summary>Amazon Linux 1 is numbered by date (<c>2018.03</c>), the later ones by their only number.</summary>
    public static string AmazonRelease(OsRelease release) =>
        release.VersionId.StartsWith("201", StringComparison.Ordinal) ? "1" : Major(release);

    private static string Parts(string version, int count)
    {
        var end = -1;
        while (count-- > 0)
        {
            end = version.IndexOf('.', end + 1);
            if (end < 0)
            {
                return version;
            }
        }

        return version[..end];
    }
}
