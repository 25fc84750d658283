using System.Text.Json;
using Vigil.Domain.Advisories;

namespace Vigil.Scanning.Matching.Batch;

/// <summary>An advisory of a case: one source, one package, one id.</summary>
/// <param name="Source">Feed and release: <c>debian 9</c>, <c>composer::GitLab Advisory Database Community</c>.</param>
/// <param name="Package">Package as the source names it, with its module before <c>::</c> where it has one.</param>
/// <param name="Id">Id of a flaw or of an erratum.</param>
/// <param name="Value">What the source says; undefined when it says nothing.</param>
internal sealed record CaseAdvisory(string Source, string Package, string Id, JsonElement Value)
{
    /// <summary>Reads an advisory.</summary>
    public static CaseAdvisory Read(JsonElement item) =>
        new(item.Text("source"), item.Text("package"), item.Text("id"), item.Member("value"));

    /// <summary>Package name without its module.</summary>
    public string Name => ModuleEnd < 0 ? Package : Package[(ModuleEnd + 2)..];

    /// <summary>Module and stream, or empty.</summary>
    public string ModuleStream => ModuleEnd < 0 ? "" : Package[..ModuleEnd];

    /// <summary>Ids of errata that the source adds to the flaw's.</summary>
    public string[] VendorIds => Value.Texts("VendorIDs");

    /// <summary>The vendor's state in its own word, as stated for the package or for one of its entries; empty when none is.</summary>
    public string Status => Value.Items("Entries").Prepend(Value).Select(entry => entry.Text("Status")).FirstOrDefault(status => status.Length > 0, "");

    /// <summary>The fixes of a constraint: those stated, else the upper bounds of what is vulnerable, each once.</summary>
    public string FixedVersions
    {
        get
        {
            var patched = Value.Texts("PatchedVersions");
            var fixes = patched.Length > 0
                ? patched
                : Value.Texts("VulnerableVersions")
                    .SelectMany(constraint => constraint.Split(',', StringSplitOptions.TrimEntries))
                    .Where(bound => bound.StartsWith('<') && !bound.StartsWith("<=", StringComparison.Ordinal))
                    .Select(bound => bound[1..].Trim());
            return string.Join(", ", fixes.Distinct(StringComparer.Ordinal));
        }
    }

    /// <summary>Whether its package has the name of a key.</summary>
    public bool IsAbout(AdvisoryKey key) => AdvisoryKeys.NormalizeName(key.Ecosystem, Name) == key.Name;

    private int ModuleEnd => Package.IndexOf("::", StringComparison.Ordinal);
}
