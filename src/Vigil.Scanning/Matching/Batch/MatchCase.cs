using System.Text.Json;
using Vigil.Advisories.Compilation;
using Vigil.Domain.Advisories;

namespace Vigil.Scanning.Matching.Batch;

/// <summary>A package list and a small advisory set on one line: the form in which detectors are compared.</summary>
/// <remarks>The advisories become a generation in memory, and the packages are judged by the same matcher as any scan's.</remarks>
public static class MatchCase
{
    /// <summary>Answers <c>{kind, family, release, packages, advisories, maps, context}</c> with the member <c>matches</c>.</summary>
    /// <exception cref="FormatException">The case names no distribution or ecosystem that is known.</exception>
    public static void Answer(JsonElement question, Utf8JsonWriter answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        answer.WriteStartArray("matches");
        foreach (var match in Matches(question))
        {
            Write(match, answer);
        }

        answer.WriteEndArray();
    }

    /// <summary>The matches of a case: in the order of its packages, then of the ids.</summary>
    internal static IEnumerable<CaseMatch> Matches(JsonElement question)
    {
        var products = new CaseProducts(question.Member("maps"));
        var packages = question.Items("packages").Select(item => CasePackage.Read(item, products)).ToArray();
        var advisories = question.Items("advisories").Select(CaseAdvisory.Read).ToArray();
        var host = CaseHost.Read(question, advisories);
        advisories = [.. CaseSupplier.OfFamily(host.Family)?.Complete(advisories) ?? advisories];
        var generation = new CaseGeneration(products, packages);
        using var store = GenerationCompiler.Compile(advisories.Select(generation.Record).OfType<Advisory>());
        var matcher = new Matcher(store);
        var stated = advisories.ToLookup(advisory => (advisory.Source, advisory.Id));
        return
        [
            .. from package in packages
               from system in host.SystemsOf(package)
               from verdict in matcher.Match(system.ToCoordinate(package)).Verdicts
               let advisory = stated[(verdict.Source, verdict.AdvisoryId)].FirstOrDefault(one => one.IsAbout(verdict.Key))
               select CaseMatch.Of(verdict, package, advisory),
        ];
    }

    private static void Write(CaseMatch match, Utf8JsonWriter answer)
    {
        answer.WriteStartObject();
        answer.WriteString("id", match.Id);
        answer.WriteString("package", match.Package);
        answer.WriteString("installed", match.Installed);
        if (match.Fixed.Length > 0)
        {
            answer.WriteString("fixed", match.Fixed);
        }

        if (match.Status.Length > 0)
        {
            answer.WriteString("status", match.Status);
        }

        if (match.VendorIds.Length > 0)
        {
            answer.WriteStartArray("vendorIds");
            foreach (var id in match.VendorIds)
            {
                answer.WriteStringValue(id);
            }

            answer.WriteEndArray();
        }

        answer.WriteEndObject();
    }
}
