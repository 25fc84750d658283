using Vigil.Domain.Diagnostics;

namespace Vigil.Scanning.Artifacts;

/// <summary>The artifact cannot be opened at all, so that there is no result, not even a partial one. The message is for people.</summary>
public sealed class ArtifactException : Exception
{
    /// <summary>Creates the exception.</summary>
    public ArtifactException(DiagnosticCode code, string message, Exception? innerException = null)
        : base(message, innerException) => Code = code;

    /// <summary>What kind of failure, one of <see cref="ArtifactCodes"/>.</summary>
    public DiagnosticCode Code { get; }
}
