namespace Vigil.Storage.Queries;

/// <summary>A token for the next page is none, or belongs to another question.</summary>
public sealed class InvalidPageTokenException : Exception
{
    /// <summary>Without a cause.</summary>
    public InvalidPageTokenException()
        : this(null)
    {
    }

    /// <summary>With what went wrong in reading it.</summary>
    public InvalidPageTokenException(Exception? cause)
        : base("The token for the next page is not one that was given out for this question.", cause)
    {
    }
}
