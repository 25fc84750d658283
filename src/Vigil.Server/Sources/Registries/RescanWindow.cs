using System.Globalization;
using Vigil.Server.Settings;

namespace Vigil.Server.Sources.Registries;

/// <summary>How long an image is watched after it was pushed and after it was last used: as long as either holds (spec §3).</summary>
/// <param name="AfterPush">After its push; <see langword="null"/> for ever.</param>
/// <param name="AfterUse">After its last use.</param>
internal sealed record RescanWindow(TimeSpan? AfterPush, TimeSpan? AfterUse)
{
    /// <summary>As an account has chosen.</summary>
    public static RescanWindow Of(AccountState state) => new(Read(state.EcrRescanDuration), Read(state.EcrPullDateRescanDuration));

    /// <summary>Whether an image is watched.</summary>
    public bool Holds(Sighting image, DateTimeOffset now) =>
        AfterPush is not { } push || now - image.PushedAt < push || (image.PulledAt is { } used && (AfterUse is not { } use || now - used < use));

    // DAYS_14, LIFETIME
    private static TimeSpan? Read(string word) =>
        word.StartsWith("DAYS_", StringComparison.Ordinal) ? TimeSpan.FromDays(int.Parse(word.AsSpan("DAYS_".Length), CultureInfo.InvariantCulture)) : null;
}
