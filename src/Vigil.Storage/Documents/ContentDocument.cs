using Vigil.Domain.Findings;

namespace Vigil.Storage.Documents;

/// <summary>The content of a finding in two documents: what it has in common with all findings of its flaw, and the rest.</summary>
internal static class ContentDocument
{
    /// <summary>The rest.</summary>
    public static byte[] Write(FindingContent content) => Json.Write(
        content.Package is { } package ? content with { Description = "", Package = FlawDocument.TakeFrom(package) } : content);

    /// <summary>Both together.</summary>
    public static FindingContent Read(byte[] document, byte[] flaw)
    {
        var content = Json.Read<FindingContent>(document);
        return content.Package is { } package && Json.Read<FlawDocument>(flaw).AddTo(package) is var whole
            ? content with { Description = DescriptionOf(whole), Package = whole }
            : content;
    }

    /// <summary>What a flaw is described as: never empty, because the API demands it.</summary>
    public static string DescriptionOf(Finding finding) => FindingContent.Cut(
        finding.Description.Length > 0 ? finding.Description
        : finding.Title.Length > 0 ? finding.Title
        : $"No source describes {finding.VulnerabilityId}.");
}
