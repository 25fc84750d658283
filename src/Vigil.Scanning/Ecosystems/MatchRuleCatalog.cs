using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Vigil.Scanning.Ecosystems.Alpine;
using Vigil.Scanning.Ecosystems.AmazonLinux;
using Vigil.Scanning.Ecosystems.Arch;
using Vigil.Scanning.Ecosystems.Debian;
using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Ecosystems.OracleLinux;
using Vigil.Scanning.Ecosystems.RedHat;
using Vigil.Scanning.Ecosystems.RockyLinux;
using Vigil.Scanning.Ecosystems.Rpm;
using Vigil.Scanning.Ecosystems.Suse;
using Vigil.Scanning.Ecosystems.Ubuntu;
using Vigil.Scanning.Ecosystems.Windows;
using Vigil.Scanning.Ecosystems.Wolfi;
using Vigil.Scanning.Matching;

namespace Vigil.Scanning.Ecosystems;

/// <summary>The match rule of every ecosystem, one line each; those of languages stand in their folders.</summary>
internal static class MatchRuleCatalog
{
    private static readonly FrozenDictionary<string, MatchRule> Rules = WithLanguages(new Dictionary<string, MatchRule>
    {
        ["AlmaLinux"] = new PlainRpmMatchRule(),
        ["Alpine"] = new AlpineMatchRule(),
        ["Amazon Linux"] = new AmazonLinuxMatchRule(),
        ["Arch"] = new ArchMatchRule(),
        ["Azure Linux"] = new PlainRpmMatchRule(),
        ["Bitnami"] = new LanguageMatchRule("bitnami"),
        ["Bottlerocket"] = new PlainRpmMatchRule(),
        ["Chainguard"] = new WolfiMatchRule(),
        ["Debian"] = new DebianMatchRule(),
        ["Echo"] = new DebianMatchRule(),
        ["Fedora"] = new PlainRpmMatchRule(),
        ["Kubernetes"] = new LanguageMatchRule("semver"),
        ["MinimOS"] = new WolfiMatchRule(),
        ["Oracle Linux"] = new OracleLinuxMatchRule(),
        ["Photon OS"] = new PlainRpmMatchRule(),
        ["Red Hat"] = new RedHatMatchRule(),
        ["Rocky Linux"] = new RockyLinuxMatchRule(),
        ["SUSE"] = new SuseMatchRule(),
        ["Ubuntu"] = new UbuntuMatchRule(),
        ["Windows"] = new WindowsMatchRule(),
        ["Wolfi"] = new WolfiMatchRule(),
        ["openSUSE"] = new SuseMatchRule(),
    }).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Finds the rule of an ecosystem.</summary>
    public static bool TryGet(string ecosystem, [NotNullWhen(true)] out MatchRule? rule) => Rules.TryGetValue(ecosystem, out rule);

    private static Dictionary<string, MatchRule> WithLanguages(Dictionary<string, MatchRule> rules)
    {
        foreach (var language in EcosystemCatalog.Languages)
        {
            if (language.MatchRule is { } rule)
            {
                rules.Add(language.Kind, rule);
            }
        }

        return rules;
    }
}
