using System.Collections.Frozen;
using static Vigil.Domain.Purl.Presence;

namespace Vigil.Domain.Purl;

/// <summary>The registered types (package-url/purl-spec, types/*.json), one line each. A type that is not here has only the rules for all.</summary>
internal static class PurlTypes
{
    private static readonly PurlType[] All =
    [
        new("alpm", Required, Lower.Namespace | Lower.Name, ["arch"]),
        new("apk", Required, Lower.Namespace | Lower.Name, ["arch"]),
        new("bazel", Prohibited, Keys: ["repository_url"]),
        new("bitbucket", Required, Lower.Namespace | Lower.Name),
        new("bitnami", Prohibited, Lower.Name, ["arch", "distro"]),
        new("brew", Optional, Lower.Namespace | Lower.Name, ["repository_url"]),
        new("cargo", Prohibited),
        new("chrome-extension", Prohibited, Lower.Name, Rule: PurlTypeRules.ChromeExtension),
        new("cocoapods", Prohibited, Rule: PurlTypeRules.CocoaPods),
        new("composer", Required, Lower.Namespace | Lower.Name),
        new("conan", Optional, Keys: ["channel", "prev", "rrev", "user"]),
        new("conda", Prohibited, Keys: ["build", "channel", "subdir", "type"]),
        new("cpan", Optional, Keys: ["author", "distpath", "download_url", "ext", "repository_url", "vcs_url"], Rule: PurlTypeRules.Cpan),
        new("cran", Prohibited),
        new("deb", Required, Lower.Namespace | Lower.Name, ["arch"]),
        new("docker"),
        new("gem", Prohibited, Keys: ["platform"]),
        new("generic"),
        new("git", Required, NameIsPath: true, Rule: PurlTypeRules.Git),
        new("github", Required, Lower.Namespace | Lower.Name),
        // the registry demands a namespace; stdlib and modules of one word, which everybody writes so, have none
        new("golang"),
        new("hackage", Prohibited),
        new("hex", Optional, Lower.Namespace | Lower.Name),
        new("huggingface", Required, Lower.Version),
        new("julia", Prohibited, Keys: ["uuid"], RequiredKey: "uuid"),
        new("luarocks", Optional, Lower.Namespace | Lower.Name, ["repository_url"]),
        new("maven", Required, Keys: ["classifier", "type"]),
        new("mlflow", Prohibited, Keys: ["model_uuid", "run_id"], Rule: PurlTypeRules.MlFlow),
        new("npm"),
        new("nuget", Prohibited),
        new("oci", Prohibited, Lower.Name | Lower.Version, ["arch", "repository_url", "tag"]),
        new("opam", Prohibited),
        new("otp", Prohibited, Lower.Name | Lower.Subpath, ["arch", "platform", "repository_url"]),
        new("pub", Prohibited, Lower.Name, Rule: PurlTypeRules.Pub),
        new("pypi", Prohibited, Lower.Name | Lower.Version, ["file_name"], Rule: PurlTypeRules.PyPi),
        new("qpkg", Required, Lower.Namespace),
        new("rpm", Required, Lower.Namespace, ["arch", "epoch"]),
        new("swid", Optional, Keys: ["patch", "tag_creator_name", "tag_creator_regid", "tag_id", "tag_version"], RequiredKey: "tag_id", Rule: PurlTypeRules.Swid),
        new("swift", Required),
        new("vcpkg", Prohibited, Keys: ["port_version", "repository_revision", "triplet"]),
        new("vscode-extension", Required, Lower.Namespace | Lower.Name | Lower.Version, ["platform"]),
        new("yocto", Optional, Lower.Namespace, ["layer_version", "repository_url"]),
    ];

    private static readonly FrozenDictionary<string, PurlType> ByName = All.ToFrozenDictionary(type => type.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds a registered type in any case.</summary>
    public static PurlType? Find(string name) => ByName.GetValueOrDefault(name);
}
