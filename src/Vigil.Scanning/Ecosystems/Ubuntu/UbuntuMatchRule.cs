using Vigil.Domain.Advisories;
using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems.Debian;
using Vigil.Scanning.Matching;

namespace Vigil.Scanning.Ecosystems.Ubuntu;

/// <summary>Ubuntu: advisories name source packages of a release (<c>22.04</c>) or of its extended maintenance (<c>Pro:22.04</c>).</summary>
/// <remarks>
/// A package of a host that is attached to Pro has the release <c>Pro:22.04</c>: rows of both count. Without it the rows of Pro are still looked at,
/// where the release itself offers no fix: the finding stays, names the fixed version and says that it comes with Ubuntu Pro only.
/// Flavours of the kernel (<c>linux-aws</c>, <c>linux-hwe-5.15</c>) are sources of their own.
/// </remarks>
internal sealed class UbuntuMatchRule : MatchRule
{
    private const string Pro = "Pro:";

    /// <inheritdoc/>
    public override string Scheme => "deb";

    /// <inheritdoc/>
    public override void AddLookups(Coordinate package, List<Lookup> lookups)
    {
        var isEntitled = package.Release.StartsWith(Pro, StringComparison.Ordinal);
        var release = isEntitled ? package.Release[Pro.Length..] : package.Release;
        var (name, version) = AdvisedSource.Of(package);
        var isLongTerm = IsLongTerm(release);
        if (isLongTerm || !isEntitled)
        {
            lookups.Add(new Lookup(new AdvisoryKey("Ubuntu", release, name), NamesSource: true, version));
        }

        // of an interim release there is no extended maintenance: its key is not in any store, and the package's release counts as unknown
        if (isLongTerm || isEntitled)
        {
            var channel = isEntitled ? "" : "Ubuntu Pro";
            lookups.Add(new Lookup(new AdvisoryKey("Ubuntu", ProRelease(release), name), NamesSource: true, version, channel));
        }
    }

    // long-term releases are those of April in even years
    private static bool IsLongTerm(string release) =>
        release.Length == 5 && release.EndsWith(".04", StringComparison.Ordinal) && (release[1] - '0') % 2 == 0;

    private static string ProRelease(string release) => release switch
    {
        "16.04" => "Pro:16.04",
        "18.04" => "Pro:18.04",
        "20.04" => "Pro:20.04",
        "22.04" => "Pro:22.04",
        "24.04" => "Pro:24.04",
        _ => Pro + release,
    };
}
