using Vigil.Domain.Diagnostics;

namespace Vigil.Advisories.Download;

/// <summary>What can be wrong with a download: VGL2200 to VGL2399. In each case the document that was there before stays.</summary>
public static class DownloadCodes
{
    /// <summary>The publisher or mirror could not be reached, or refused, as often as was tried.</summary>
    public static readonly DiagnosticCode Failed = new(2200);

    /// <summary>A document is larger than <see cref="FetchOptions.MaxDocumentBytes"/>.</summary>
    public static readonly DiagnosticCode TooLarge = new(2201);

    /// <summary>A document is not what it should be: an error page, a cut archive, a digest that does not agree, far fewer entries than before.</summary>
    public static readonly DiagnosticCode Refused = new(2202);

    /// <summary>A document that every publisher of this feed has is not there.</summary>
    public static readonly DiagnosticCode Missing = new(2203);
}
