namespace Vigil.Cli.Agent;

/// <summary>How long an agent waits: with jitter, so that the hosts of a site do not all come at once, and longer from failure to failure.</summary>
/// <param name="random">Gives numbers from zero up to one.</param>
internal sealed class Pauses(Func<double> random)
{
    private const int MostDoublings = 9;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private int _failures;

    /// <summary>A time about as long as said: up to a tenth shorter or longer.</summary>
    public TimeSpan About(TimeSpan time) => time * (0.9 + (0.2 * random()));

    /// <summary>The pause after one more failure: up to 2 s, 4 s, 8 s … ten minutes, and at least half of that.</summary>
    public TimeSpan AfterFailure()
    {
        var whole = First * Math.Pow(2, Math.Min(_failures++, MostDoublings));
        return (whole < Longest ? whole : Longest) * (0.5 + (0.5 * random()));
    }

    /// <summary>It works again.</summary>
    public void Reset() => _failures = 0;
}
