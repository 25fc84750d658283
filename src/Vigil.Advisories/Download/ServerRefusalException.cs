using System.Net;

namespace Vigil.Advisories.Download;

/// <summary>The server answered, and did not give the document.</summary>
/// <param name="status">Its status.</param>
/// <param name="retryAfter">When it wants to be asked again, or <see langword="null"/>.</param>
internal sealed class ServerRefusalException(HttpStatusCode status, TimeSpan? retryAfter) : Exception($"The server answered {(int)status} {status}.")
{
    /// <summary>Its status.</summary>
    public HttpStatusCode Status { get; } = status;

    /// <summary>When it wants to be asked again.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
