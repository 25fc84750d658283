namespace Vigil.Advisories.Download;

/// <summary>A document is larger than allowed.</summary>
/// <param name="limit">Bytes that are allowed.</param>
internal sealed class DocumentTooLargeException(long limit) : Exception($"The document has more than {limit} bytes.");
