namespace Vigil.Advisories.Distribution;

/// <summary>A registry does not hold what a generation needs. What was in use before still is; what has come is kept for the next try.</summary>
public sealed class DistributionException : Exception
{
    /// <summary>Says that a registry does not hold what a generation needs.</summary>
    public DistributionException()
        : this("The registry does not hold what a generation needs.")
    {
    }

    /// <summary>Says what is missing or false.</summary>
    public DistributionException(string message)
        : base(message)
    {
    }

    /// <summary>Says what is missing or false, and what led to it.</summary>
    public DistributionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
