using System.Text;
using System.Text.Json;
using Vigil.Domain.Findings;
using Vigil.Scanning.Artifacts;
using Vigil.Scanning.Extraction;
using Vigil.Scanning.Matching;
using Vigil.Scanning.Sbom.Reading;
using Vigil.Server.Advisories;
using Vigil.Server.Wire;

namespace Vigil.Server.Operations.Scanning;

/// <summary>A posted bill of materials, judged. Nothing of it is kept.</summary>
/// <param name="Components">Its components, nested ones behind those that hold them.</param>
/// <param name="Findings">What was found.</param>
internal sealed record SbomScan(IReadOnlyList<ScannedComponent> Components, IReadOnlyList<Finding> Findings)
{
    /// <summary>Most components of a document (spec §1).</summary>
    public const int MostComponents = 5_000;

    private const int DeepestNesting = 16;

    /// <summary>Judges a document.</summary>
    /// <exception cref="ApiException">It is no CycloneDX 1.5, or too large.</exception>
    public static SbomScan Of(JsonElement document, Edition edition, DateOnly today)
    {
        if (TextOf(document, "bomFormat") != "CycloneDX" || TextOf(document, "specVersion") != "1.5")
        {
            throw ApiException.Refused("The document must be CycloneDX 1.5 in JSON.", "UNSUPPORTED_SBOM_TYPE");
        }

        var components = new List<ScannedComponent>();
        Collect(document, components, depth: 0);
        var result = Match(document, edition, today);
        var states = result.Evaluations.Items.ToLookup(evaluation => ScannedComponent.KeyOf(evaluation.Package.Purl), evaluation => evaluation.State, StringComparer.Ordinal);
        return new SbomScan(
            [.. Named(components).Select(component => component with { State = component.Key is { } key && states[key].Any() ? states[key].Min() : null })],
            result.Findings.Items);
    }

    /// <summary>The components that a finding is about, each with its package.</summary>
    public IEnumerable<(ScannedComponent Component, VulnerablePackage Package)> AffectedBy(Finding finding) =>
        from vulnerable in finding.Packages.Items
        let key = ScannedComponent.KeyOf(vulnerable.Package.Purl)
        from component in Components
        where component.Key == key
        select (component, vulnerable);

    /// <summary>The number of findings in the groups of the original: critical, high, medium, low and the rest.</summary>
    public IEnumerable<(string Name, int Count)> Counts()
    {
        foreach (var severity in (FindingSeverity[])[FindingSeverity.Critical, FindingSeverity.High, FindingSeverity.Medium, FindingSeverity.Low])
        {
            yield return (severity.ToString().ToLowerInvariant(), Findings.Count(finding => finding.Severity == severity));
        }

        yield return ("other", Findings.Count(finding => finding.Severity < FindingSeverity.Low));
    }

    private static ScanResult Match(JsonElement document, Edition edition, DateOnly today)
    {
        try
        {
            var inventory = SbomReader.Read("sbom", Encoding.UTF8.GetBytes(document.GetRawText()), ScanLimits.Default);
            return new InventoryMatcher(edition.Store, edition.Exploits).Match(inventory, today);
        }
        catch (ArtifactException fault)
        {
            throw ApiException.CannotParse(fault.Message);
        }
    }

    private static void Collect(JsonElement parent, List<ScannedComponent> components, int depth)
    {
        if (parent.Member("components") is not { ValueKind: JsonValueKind.Array } list)
        {
            return;
        }

        foreach (var component in list.EnumerateArray())
        {
            if (component.ValueKind != JsonValueKind.Object || depth > DeepestNesting)
            {
                throw ApiException.Invalid("sbom.components", "must be a list of components");
            }

            components.Add(ScannedComponent.Read(component));
            if (components.Count > MostComponents)
            {
                throw ApiException.Invalid("sbom.components", $"must have at most {MostComponents} components");
            }

            Collect(component, components, depth + 1);
        }
    }

    /// <summary>Gives those that the document does not name the names that its makers would: <c>comp-1</c> and on.</summary>
    private static IEnumerable<ScannedComponent> Named(List<ScannedComponent> components)
    {
        var taken = components.Select(component => component.Ref).ToHashSet(StringComparer.Ordinal);
        var number = 0;
        foreach (var component in components)
        {
            var name = component.Ref;
            while (name.Length == 0)
            {
                number++;
                name = taken.Contains($"comp-{number}") ? "" : $"comp-{number}";
            }

            yield return component with { Ref = name };
        }
    }

    private static string TextOf(JsonElement value, string name) => value.Member(name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";
}
