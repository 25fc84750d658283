namespace Vigil.Advisories.Compilation;

/// <summary>A generation could not be published. The one before it is still the current one.</summary>
public sealed class PublishException : Exception
{
    /// <summary>Says that a generation could not be published.</summary>
    public PublishException()
        : this("The generation could not be published; the previous one still stands.")
    {
    }

    /// <summary>Says why a generation could not be published.</summary>
    public PublishException(string message)
        : base(message)
    {
    }

    /// <summary>Says why a generation could not be published, and what led to it.</summary>
    public PublishException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
