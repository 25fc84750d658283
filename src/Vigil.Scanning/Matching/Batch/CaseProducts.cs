using System.Text.Json;
using System.Text.RegularExpressions;
using Vigil.Domain.Advisories;

namespace Vigil.Scanning.Matching.Batch;

/// <summary>Red Hat's tables of a case: which products (CPEs) stand behind a repository or a build, and what their numbers mean.</summary>
/// <param name="maps">The member <c>maps</c>.</param>
internal sealed partial class CaseProducts(JsonElement maps)
{
    private readonly JsonElement _byRepository = maps.Member("cpe:repository");
    private readonly JsonElement _byBuild = maps.Member("cpe:nvr");
    private readonly JsonElement _names = maps.Member("cpe:cpe");

    /// <summary>Products of a package's build, separated by blanks; empty when the case does not say where the package is from.</summary>
    public string Of(JsonElement buildInfo)
    {
        if (buildInfo.ValueKind != JsonValueKind.Object)
        {
            return "";
        }

        var build = $"{buildInfo.Text("Nvr")}-{buildInfo.Text("Arch")}";
        var indices = buildInfo.Texts("ContentSets")
            .SelectMany(set => _byRepository.Texts(GenericSuffix().Replace(set, "")))
            .Concat(_byBuild.Texts(build));
        return string.Join(' ', indices.Distinct(StringComparer.Ordinal).Select(Name));
    }

    /// <summary>The products of an entry, by the release that they belong to.</summary>
    public IEnumerable<(string Release, string[] Products)> ByRelease(JsonElement entry) =>
        from index in entry.Texts("Affected")
        let name = Name(index)
        group name by AdvisoryKeys.FromOsv("Red Hat:" + name).Release into release
        select (release.Key, release.ToArray());

    // "cpe:/o:redhat:enterprise_linux:7::server" is enterprise_linux:7::server
    private string Name(string index)
    {
        var cpe = _names.Text(index);
        var vendor = cpe.IndexOf(":redhat:", StringComparison.Ordinal);
        return vendor < 0 ? cpe : cpe[(vendor + ":redhat:".Length)..];
    }

    // the same repository for several major releases: "…-rpms__8"
    [GeneratedRegex(@"__\d+$", RegexOptions.NonBacktracking)]
    private static partial Regex GenericSuffix();
}
