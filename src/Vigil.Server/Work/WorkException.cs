namespace Vigil.Server.Work;

/// <summary>Work cannot be done now. The message is for the user: what failed, and why.</summary>
internal sealed class WorkException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>When it is worth another attempt; <see langword="null"/> for the usual pauses.</summary>
    public DateTimeOffset? RetryAt { get; init; }
}
