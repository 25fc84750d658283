namespace Vigil.Storage.Estates;

/// <summary>How much one step of bulk work may do: little, because somebody may wait for it, and hardly anything when somebody does.</summary>
/// <param name="database">Knows whether somebody waits.</param>
/// <param name="clock">The time.</param>
internal sealed class StepBudget(EstateDatabase database, TimeProvider clock)
{
    private const int AtLeast = 10;

    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(5);

    private readonly long _started = clock.GetTimestamp();

    /// <summary>When the step began, as times are stored.</summary>
    public DateTimeOffset Now { get; } = Times.Now(clock);

    /// <summary>Whether the item with this place in the step may still be done in it.</summary>
    public bool Allows(int place) => place < AtLeast || (!database.IsWaitedFor && clock.GetElapsedTime(_started) < Longest);
}
