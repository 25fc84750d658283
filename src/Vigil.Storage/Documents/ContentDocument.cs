using Vigil.Domain.Findings;
using Vigil.Domain.Packages;

namespace Vigil.Storage.Documents;

/// <summary>The content of a finding in two documents: what it has in common with all findings of its flaw, and the rest.</summary>
internal static class ContentDocument
{
    private static readonly Coordinate SameAsPackage = new() { Ecosystem = "", Name = "", Version = "" };

    /// <summary>The rest.</summary>
    public static byte[] Write(FindingContent content) => Json.Write(
        content.Package is { } package ? content with { Description = "", Package = Narrow(FlawDocument.TakeFrom(package)) } : content);

    /// <summary>Both together.</summary>
    public static FindingContent Read(byte[] document, byte[] flaw)
    {
        var content = Json.Read<FindingContent>(document);
        return content.Package is { } package && Json.Read<FlawDocument>(flaw).AddTo(Widen(package)) is var whole
            ? content with { Description = FindingContent.DescriptionOf(whole), Package = whole }
            : content;
    }

    // what is matched is mostly the package as it is
    private static Finding Narrow(Finding finding) => finding with
    {
        Packages = [.. finding.Packages.Select(one => one.Verdict.Coordinate == one.Package.Coordinate
            ? one with { Verdict = one.Verdict with { Coordinate = SameAsPackage } }
            : one)],
    };

    private static Finding Widen(Finding finding) => finding with
    {
        Packages = [.. finding.Packages.Select(one => one.Verdict.Coordinate == SameAsPackage
            ? one with { Verdict = one.Verdict with { Coordinate = one.Package.Coordinate } }
            : one)],
    };
}
