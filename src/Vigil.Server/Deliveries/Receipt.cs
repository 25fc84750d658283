namespace Vigil.Server.Deliveries;

/// <summary>What a destination says of one change.</summary>
/// <param name="Fate">What becomes of it.</param>
/// <param name="Reason">Why it was not taken.</param>
internal readonly record struct Receipt(Fate Fate, string Reason = "")
{
    public static Receipt Delivered => default;
}

/// <summary>What becomes of a change.</summary>
internal enum Fate
{
    /// <summary>It was taken.</summary>
    Delivered,

    /// <summary>It may be taken later.</summary>
    Owed,

    /// <summary>It will never be taken.</summary>
    Refused,
}

/// <summary>A destination took nothing: it is down, slow, throttling, or does not know us.</summary>
internal sealed class DeliveryException : Exception
{
    public DeliveryException(string message, TimeSpan? retryAfter = null)
        : base(message) => RetryAfter = retryAfter;

    public DeliveryException(string message, Exception cause)
        : base(message, cause)
    {
    }

    /// <summary>How long it asks to be left alone.</summary>
    public TimeSpan? RetryAfter { get; }
}
