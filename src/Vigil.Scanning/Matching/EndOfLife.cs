using System.Collections.Frozen;
using System.Globalization;

namespace Vigil.Scanning.Matching;

/// <summary>When the releases of distributions stop getting security advisories.</summary>
/// <remarks>
/// The last day on which the vendor (or the project's own long-term support, where it is free for all) still publishes: after it, what is found is a
/// lower bound. A release that is not listed counts as supported.
/// </remarks>
public static class EndOfLife
{
    // one line a distribution: its ecosystem (or os-release id, where two share an ecosystem), then release=last day
    private const string Table =
        """
        AlmaLinux: 8=2029-03-01 9=2032-05-31 10=2035-05-31
        Alpine: 3.2=2017-05-01 3.3=2017-11-01 3.4=2018-05-01 3.5=2018-11-01 3.6=2019-05-01 3.7=2019-11-01 3.8=2020-05-01 3.9=2020-11-01 3.10=2021-05-01 3.11=2021-11-01 3.12=2022-05-01 3.13=2022-11-01 3.14=2023-05-01 3.15=2023-11-01 3.16=2024-05-23 3.17=2024-11-22 3.18=2025-05-09 3.19=2025-11-01 3.20=2026-04-01 3.21=2026-11-01 3.22=2027-05-01 3.23=2027-11-01
        Amazon Linux: 1=2023-12-31 2=2026-06-30 2022=2023-03-15 2023=2029-06-30
        Azure Linux: 1=2023-07-31 2=2025-07-31 3=2027-07-31
        centos: 3=2010-10-31 4=2012-02-29 5=2017-03-31 6=2020-11-30 7=2024-06-30 8=2021-12-31
        Debian: 6=2016-02-29 7=2018-05-31 8=2020-06-30 9=2022-06-30 10=2024-06-30 11=2026-08-31 12=2028-06-30 13=2030-06-30
        Fedora: 36=2023-05-16 37=2023-12-05 38=2024-05-21 39=2024-11-26 40=2025-05-13 41=2025-12-15 42=2026-05-13 43=2026-12-09 44=2027-06-02
        openSUSE: 42.1=2017-05-17 42.2=2018-01-26 42.3=2019-06-30 15.0=2019-12-03 15.1=2020-11-30 15.2=2021-11-30 15.3=2022-11-30 15.4=2023-11-30 15.5=2024-12-31 15.6=2026-04-30 16.0=2027-10-31
        Oracle Linux: 5=2017-06-30 6=2021-03-31 7=2024-12-31 8=2029-07-31 9=2032-06-30 10=2035-06-30
        Photon OS: 1.0=2022-02-28 2.0=2022-12-31 3.0=2024-03-01 4.0=2026-03-01 5.0=2028-05-01
        Red Hat: 4=2012-02-29 5=2017-03-31 6=2020-11-30 7=2024-06-30 8=2029-05-31 9=2032-05-31 10=2035-05-31
        Rocky Linux: 8=2029-05-31 9=2032-05-31 10=2035-05-31
        sle-micro: 5.0=2022-03-31 5.1=2025-10-31 5.2=2026-04-30 5.3=2026-10-30 5.4=2027-04-30 5.5=2027-10-31 6.0=2028-06-30 6.1=2028-11-30
        SUSE: 11.4=2019-03-31 12=2016-06-30 12.1=2017-05-31 12.2=2018-03-31 12.3=2019-06-30 12.4=2020-06-30 12.5=2024-10-31 15=2019-12-31 15.1=2021-01-31 15.2=2021-12-31 15.3=2022-12-31 15.4=2023-12-31 15.5=2024-12-31 15.6=2025-12-31 15.7=2031-07-31 16.0=2027-11-30
        Ubuntu: 12.04=2017-04-28 14.04=2019-04-25 16.04=2021-04-30 16.10=2017-07-20 17.04=2018-01-13 17.10=2018-07-19 18.04=2023-05-31 18.10=2019-07-18 19.04=2020-01-23 19.10=2020-07-17 20.04=2025-05-31 20.10=2021-07-22 21.04=2022-01-20 21.10=2022-07-14 22.04=2027-06-01 22.10=2023-07-20 23.04=2024-01-25 23.10=2024-07-11 24.04=2029-05-31 24.10=2025-07-10 25.04=2026-01-15 25.10=2026-07-09 26.04=2031-05-31
        Ubuntu Pro: 14.04=2024-04-25 16.04=2026-04-01 18.04=2028-04-01 20.04=2030-04-02 22.04=2032-04-09 24.04=2034-04-25 26.04=2036-05-31
        """;

    private static readonly FrozenDictionary<(string Distribution, string Release), DateOnly> Dates = Read(Table);

    /// <summary>Last day of the release's security support, or <see langword="null"/> when none is known.</summary>
    /// <remarks>An Ubuntu host that is attached to Pro has the longer support.</remarks>
    public static DateOnly? Of(OperatingSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        var isPro = system.Ecosystem == "Ubuntu" && !system.Entitlements.IsEmpty;
        // "Leap 15.5", "Micro 5.3": the number is what is listed
        var release = system.Release[(system.Release.LastIndexOf(' ') + 1)..];
        return Of(isPro ? "Ubuntu Pro" : system.Id, release) ?? Of(system.Ecosystem, release);
    }

    private static DateOnly? Of(string distribution, string release) =>
        Dates.TryGetValue((distribution, release), out var date) ? date : null;

    private static FrozenDictionary<(string, string), DateOnly> Read(string table)
    {
        var dates = new Dictionary<(string, string), DateOnly>();
        foreach (var line in table.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            foreach (var entry in line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                var equals = entry.IndexOf('=', StringComparison.Ordinal);
                var date = DateOnly.ParseExact(entry.AsSpan(equals + 1), "yyyy-MM-dd", CultureInfo.InvariantCulture);
                dates.Add((line[..colon], entry[..equals]), date);
            }
        }

        return dates.ToFrozenDictionary();
    }
}
