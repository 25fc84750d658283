namespace Vigil.Server.Deliveries;

/// <summary>How far a destination has been told. Stored after each call, so that what was sent before a crash may be sent again and nothing is left out.</summary>
internal sealed record Progress
{
    /// <summary>Number of the last change that was sent, refused, owed, or of no interest.</summary>
    public long ReadTo { get; init; }

    /// <summary>Numbers of earlier changes that it could not take yet, in order; they go before everything new.</summary>
    public IReadOnlyList<long> Owed { get; init; } = [];

    /// <summary>Calls in a row that did not succeed as a whole.</summary>
    public int Failures { get; init; }

    /// <summary>Why the last one did not.</summary>
    public string LastError { get; init; } = "";

    /// <summary>When the next call may be made.</summary>
    public DateTimeOffset NotBefore { get; init; }

    /// <summary>Process that sends.</summary>
    public string Holder { get; init; } = "";

    /// <summary>Until when no other process sends.</summary>
    public DateTimeOffset HeldUntil { get; init; }
}

/// <summary>A change that a destination refused for good.</summary>
/// <param name="Number">Number of the change.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">When.</param>
internal sealed record DeadLetter(long Number, string Reason, DateTimeOffset At);
