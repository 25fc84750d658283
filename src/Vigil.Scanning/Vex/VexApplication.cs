using System.Collections.Immutable;
using Vigil.Domain.Diagnostics;
using Vigil.Domain.Findings;
using Vigil.Domain.Packages;
using Vigil.Scanning.Extraction;
using Vigil.Scanning.Matching;

namespace Vigil.Scanning.Vex;

/// <summary>Applies VEX statements to a scan: what is not affected or fixed is set aside, with the statement; statements that reach nothing are listed.</summary>
/// <param name="statements">The statements of all documents.</param>
public sealed class VexApplication(IEnumerable<VexStatement> statements)
{
    // of statements about the same the latest counts; of two of one time the later in the order read
    private readonly ImmutableArray<Reading> _readings = [.. statements.OrderBy(statement => statement.Time).Select(statement => new Reading(statement))];

    /// <summary>The scan without what the statements take out.</summary>
    public ScanResult Apply(ScanResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var byName = _readings
            .SelectMany(reading => reading.Statement.Vulnerabilities.Select(name => (Name: name.ToUpperInvariant(), Reading: reading)))
            .ToLookup(pair => pair.Name, pair => pair.Reading, StringComparer.Ordinal);
        var reached = new HashSet<Reading>();
        var named = new HashSet<Reading>();
        var applied = FindingExclusion.Apply(result, (finding, vulnerable) =>
        {
            Reading? last = null;
            var about = finding.Aliases.Items.Prepend(finding.VulnerabilityId).SelectMany(name => byName[name.ToUpperInvariant()]).ToHashSet();
            named.UnionWith(about);
            foreach (var reading in _readings.Where(about.Contains))
            {
                if (reading.IsAbout(vulnerable.Package, result.Inventory))
                {
                    reached.Add(reading);
                    last = reading;
                }
            }

            return last?.Statement is { Status: VexStatus.NotAffected or VexStatus.Fixed } statement
                ? new Exclusion(statement.Status == VexStatus.Fixed ? SetAsideKind.Fixed : SetAsideKind.NotAffected, statement.Source, statement.Reason)
                : null;
        });
        return applied with { Inventory = applied.Inventory with { Diagnostics = [.. applied.Inventory.Diagnostics, .. Unmatched(named, reached)] } };
    }

    private IEnumerable<Diagnostic> Unmatched(HashSet<Reading> named, HashSet<Reading> reached)
    {
        var diagnostics = new DiagnosticList(ScanLimits.Default.MaxDiagnosticsPerCode);
        foreach (var statement in _readings.Where(reading => named.Contains(reading) && !reached.Contains(reading)).Select(reading => reading.Statement))
        {
            var product = statement.Products.SelectMany(product => product.Components.Concat(product.Identities)).FirstOrDefault("");
            diagnostics.Report(VexCodes.ProductNotHere, statement.Source, $"The statement on {statement.Vulnerabilities[0]} names nothing that has the flaw here: {Quote.Of(product)}.");
        }

        foreach (var group in _readings.Where(reading => !named.Contains(reading)).GroupBy(reading => reading.Statement.Source))
        {
            var names = group.Select(reading => reading.Statement.Vulnerabilities[0]).Distinct(StringComparer.Ordinal).ToList();
            diagnostics.Report(VexCodes.FlawNotFound, group.Key, $"{(group.Count() == 1 ? "A statement is about a flaw that was" : $"{group.Count()} statements are about flaws that were")} not found: {string.Join(", ", names.Take(5))}{(names.Count > 5 ? " …" : "")}.");
        }

        return diagnostics.Items;
    }

    /// <summary>A statement with its patterns parsed once.</summary>
    private sealed class Reading(VexStatement statement)
    {
        private readonly ImmutableArray<(ImmutableArray<string> Names, ImmutableArray<PurlPattern> Identities, bool HasComponents, ImmutableArray<PurlPattern> Components)> _products =
            [.. statement.Products.Select(product => (product.Identities, Patterns(product.Identities), product.Components.Length > 0, Patterns(product.Components)))];

        public VexStatement Statement => statement;

        // the product is what was scanned, or a package in it; with components, these are meant
        public bool IsAbout(Package package, Inventory inventory)
        {
            foreach (var (names, identities, hasComponents, components) in _products)
            {
                var isWhole = names.Contains(inventory.Artifact.Name) || (inventory.Artifact.Digest.Length > 0 && names.Contains(inventory.Artifact.Digest))
                    || identities.Any(identity => identity.Matches(inventory.Artifact));
                if (!hasComponents)
                {
                    if (isWhole || identities.Any(identity => identity.Matches(package)))
                    {
                        return true;
                    }

                    continue;
                }

                var holds = isWhole || identities.Any(identity => inventory.Packages.Items.Any(identity.Matches));
                // a platform that has no package URL cannot be recognised: then only an exact component is
                if (components.Any(component => component.Matches(package) && (holds || (identities.IsEmpty && component.HasVersion))))
                {
                    return true;
                }
            }

            return false;
        }

        private static ImmutableArray<PurlPattern> Patterns(IEnumerable<string> texts) =>
            [.. texts.Select(text => PurlPattern.TryParse(text, out var pattern) ? pattern : null).OfType<PurlPattern>()];
    }
}
