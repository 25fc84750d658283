using System.Globalization;
using Vigil.Domain.Diagnostics;
using Vigil.Scanning.Artifacts;

namespace Vigil.Scanning.Extraction;

/// <summary>How much one look for packages of languages may cost a host: packages and time (spec §2). What comes after is not read, and the inventory says so.</summary>
/// <remarks>The file with the last package is read to its end. For one scan.</remarks>
/// <param name="clock">The time.</param>
/// <param name="maxPackages">Most packages; the original takes 5,000.</param>
public sealed class LanguageBudget(TimeProvider clock, int maxPackages = 5_000)
{
    private static readonly TimeSpan MaxTime = TimeSpan.FromMinutes(15);

    private readonly long _started = clock.GetTimestamp();
    private int _packages;

    /// <summary>Which bound kept something from being read; <see langword="null"/> when none did.</summary>
    public Diagnostic? Reached { get; private set; }

    /// <summary>Whether nothing more may be read. Asked for files that there are to read.</summary>
    internal bool IsSpent()
    {
        Reached ??=
            _packages >= maxPackages ? new Diagnostic(
                ArtifactCodes.LanguagePackagesLimit, "/", string.Create(CultureInfo.InvariantCulture, $"There are more than {maxPackages} packages of languages: the rest was not read."))
            : clock.GetElapsedTime(_started) >= MaxTime ? new Diagnostic(
                ArtifactCodes.LanguageTimeLimit, "/", string.Create(CultureInfo.InvariantCulture, $"Looking for packages of languages took longer than {MaxTime.TotalMinutes} minutes: the rest was not read."))
            : null;
        return Reached is not null;
    }

    /// <summary>Counts packages that were found.</summary>
    internal void Take(int packages) => _packages += packages;
}
