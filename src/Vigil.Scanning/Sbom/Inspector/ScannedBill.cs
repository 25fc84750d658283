using System.Globalization;
using Vigil.Domain.Findings;
using Vigil.Domain.Packages;
using Vigil.Domain.Purl;
using Vigil.Domain.Verdicts;
using Vigil.Scanning.Matching;

namespace Vigil.Scanning.Sbom.Inspector;

/// <summary>A bill of materials as <c>ScanSbom</c> answers it: its components with their references, and what was found in them.</summary>
public sealed class ScannedBill
{
    private readonly ILookup<string, ScannedComponent> _byKey;
    private readonly HashSet<string> _affected;

    private ScannedBill(ScanResult result, IEnumerable<ScannedComponent> components, DateTimeOffset time)
    {
        var evaluations = result.Evaluations.Items.ToLookup(evaluation => ScannedComponent.KeyOf(evaluation.Package.Purl), StringComparer.Ordinal);
        var ended = DiscontinuedSystem.LastDay(result.Inventory.OperatingSystem, DateOnly.FromDateTime(time.UtcDateTime));
        (Result, Time) = (result, time);
        Components = [.. Numbered([.. components.Select(component => Judged(component.Keyed(), evaluations, ended))])];
        Findings = ended is { } day && Components.Any(component => component.EndOfLife is not null)
            ? [DiscontinuedSystem.Finding(result.Inventory.OperatingSystem!, day), .. result.Findings]
            : result.Findings.Items;
        _byKey = Components.Where(component => component.Key is not null).ToLookup(component => component.Key!, StringComparer.Ordinal);
        _affected = Findings.SelectMany(AffectedBy).Select(one => one.Component.Ref).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The scan.</summary>
    public ScanResult Result { get; }

    /// <summary>When it was done.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>The components, in the order of the document.</summary>
    public IReadOnlyList<ScannedComponent> Components { get; }

    /// <summary>The findings; first of them that the system is discontinued, when it is.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>The scan of an artifact: its components are the operating system and the packages of its inventory.</summary>
    /// <param name="result">The scan.</param>
    /// <param name="time">When it was done.</param>
    public static ScannedBill Of(ScanResult result, DateTimeOffset time)
    {
        ArgumentNullException.ThrowIfNull(result);
        var system = result.Inventory.OperatingSystem is { Id.Length: > 0 } known
            ? [new ScannedComponent { Type = ScannedComponent.OperatingSystem, Name = known.Id, Version = known.VersionId }]
            : Enumerable.Empty<ScannedComponent>();
        return new ScannedBill(result, system.Concat(result.Inventory.Packages.Items.Select(Component)), time);
    }

    /// <summary>The scan of a document that somebody wrote: its components keep their names, those without one get the next free <c>comp-N</c>.</summary>
    /// <param name="result">The scan of its inventory.</param>
    /// <param name="components">Its components, in its order.</param>
    /// <param name="time">When it was done.</param>
    public static ScannedBill Of(ScanResult result, IEnumerable<ScannedComponent> components, DateTimeOffset time)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(components);
        return new ScannedBill(result, components, time);
    }

    /// <summary>Whether something was found in a component.</summary>
    public bool IsAffected(ScannedComponent component)
    {
        ArgumentNullException.ThrowIfNull(component);
        return _affected.Contains(component.Ref);
    }

    /// <summary>The components that a finding is about, each once, with the version that has the fix (or empty).</summary>
    public IEnumerable<(ScannedComponent Component, string FixedVersion)> AffectedBy(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return finding.VulnerabilityId == DiscontinuedSystem.Id
            ? Components.Where(component => component.EndOfLife is not null).Select(component => (component, ""))
            : finding.Packages.Items
                .SelectMany(vulnerable => _byKey[ScannedComponent.KeyOf(vulnerable.Package.Purl)].Select(component => (component, vulnerable.Verdict.FixedVersion)))
                .DistinctBy(one => one.component.Ref, StringComparer.Ordinal);
    }

    /// <summary>How many findings there are of each severity; what has no score or none that counts is <c>other</c>.</summary>
    public IEnumerable<(string Name, int Count)> Counts()
    {
        foreach (var severity in (FindingSeverity[])[FindingSeverity.Critical, FindingSeverity.High, FindingSeverity.Medium, FindingSeverity.Low])
        {
            yield return (InspectorNames.Word(severity), Findings.Count(finding => finding.Severity == severity));
        }

        yield return ("other", Findings.Count(finding => finding.Severity < FindingSeverity.Low));
    }

    private static ScannedComponent Component(Package package) => new()
    {
        Name = package.Coordinate.Name,
        Version = package.Coordinate.Version,
        Purl = package.Purl.ToString(),
        Path = package.Evidence[0].Path,
    };

    private static ScannedComponent Judged(ScannedComponent component, ILookup<string, PackageEvaluation> evaluations, DateOnly? ended)
    {
        if (component.Type == ScannedComponent.OperatingSystem)
        {
            return component with { EndOfLife = ended };
        }

        var known = component.Key is { } key ? evaluations[key].ToList() : [];
        return known.Count == 0 ? component : component with { State = known.Min(evaluation => evaluation.State), Source = component.Source ?? SourceOf(known[0].Package) };
    }

    private static ScannedSource? SourceOf(Package package)
    {
        var (purl, coordinate) = (package.Purl, package.Coordinate);
        if (purl.Type is not ("deb" or "rpm") || coordinate.SourceName.Length == 0)
        {
            return null;
        }

        PurlQualifier[] qualifiers = [new("distro", purl.Qualifier("distro")), .. purl.Type == "rpm" ? (PurlQualifier[])[new("arch", "src")] : []];
        return PackageUrl.TryCreate(purl.Type, purl.Namespace, coordinate.SourceName, coordinate.EffectiveSourceVersion, qualifiers, null, out var source, out _)
            ? new ScannedSource("", source.Name, source.Version ?? "", source.ToString())
            : null;
    }

    /// <summary>Gives those that the document does not name the names that its makers would: <c>comp-1</c> and on, sources last.</summary>
    private static IEnumerable<ScannedComponent> Numbered(List<ScannedComponent> components)
    {
        var taken = components.SelectMany(component => (string?[])[component.Ref, component.Source?.Ref]).ToHashSet(StringComparer.Ordinal);
        var number = 0;
        var named = components.ConvertAll(component => component with { Ref = NameOf(component.Ref) });
        var sources = new Dictionary<ScannedSource, ScannedSource>();
        foreach (var component in named)
        {
            if (component.Source is { } source && !sources.ContainsKey(source))
            {
                sources.Add(source, source with { Ref = NameOf(source.Ref) });
            }
        }

        return named.Select(component => component.Source is { } source ? component with { Source = sources[source] } : component);

        string NameOf(string name)
        {
            while (name.Length == 0)
            {
                var next = string.Create(CultureInfo.InvariantCulture, $"comp-{++number}");
                name = taken.Contains(next) ? "" : next;
            }

            return name;
        }
    }
}
