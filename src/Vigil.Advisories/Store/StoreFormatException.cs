namespace Vigil.Advisories.Store;

/// <summary>A file that is no advisory store, is one of another format version, or is damaged. The message says what was expected and where.</summary>
public sealed class StoreFormatException : Exception
{
    /// <summary>Says that the store is damaged.</summary>
    public StoreFormatException()
        : this("The advisory store is damaged.")
    {
    }

    /// <summary>Says what was expected, what was found and where.</summary>
    public StoreFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Says what was expected, what was found and where, and what led there.</summary>
    public StoreFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
