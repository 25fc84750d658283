namespace Vigil.Advisories.Signing;

/// <summary>A generation was refused because nobody who is trusted signed it.</summary>
public sealed class SignatureException : Exception
{
    /// <summary>Says that a signature cannot be trusted.</summary>
    public SignatureException()
        : this("The signature cannot be trusted.")
    {
    }

    /// <summary>Says why a signature cannot be trusted.</summary>
    public SignatureException(string message)
        : base(message)
    {
    }

    /// <summary>Says why a signature cannot be trusted, and what led to it.</summary>
    public SignatureException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
