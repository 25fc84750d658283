using Vigil.Domain.Purl;

namespace Vigil.Scanning.Sbom.Reading;

/// <summary>The source of a binary package that stands in another component than its own.</summary>
internal static class SourcePackage
{
    /// <summary>The component with the source in its package URL, where that names none.</summary>
    public static SbomComponent Give(SbomComponent binary, SbomComponent source)
    {
        if (!PackageUrl.TryCanonicalize(binary.Purl, out var purl, out _)
            || !PackageUrl.TryCanonicalize(source.Purl, out var from, out _)
            || purl.Qualifier("upstream").Length > 0)
        {
            return binary;
        }

        var upstream = purl.Type == "rpm" ? $"{from.Name}-{from.Version}.src.rpm" : from.Version == purl.Version ? from.Name : $"{from.Name}@{from.Version}";
        return binary with
        {
            Purl = PackageUrl.Create(purl.Type, purl.Namespace, purl.Name, purl.Version, [.. purl.Qualifiers, new PurlQualifier("upstream", upstream)]).ToString(),
        };
    }
}
