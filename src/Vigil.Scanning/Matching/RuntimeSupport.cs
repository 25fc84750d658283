using System.Collections.Frozen;
using System.Globalization;
using Vigil.Domain.Packages;

namespace Vigil.Scanning.Matching;

/// <summary>When the series of language runtimes and of OpenSSL stop getting security fixes, for those that no distribution maintains.</summary>
/// <remarks>
/// The last day of free support by the project itself (<c>docs/end-of-life.md</c>). What a distribution built is maintained by it, whatever the project says:
/// its packages have other coordinates and are not found here.
/// </remarks>
public static class RuntimeSupport
{
    // one line a runtime: ecosystem and name of its coordinates, its name for people, then series=last day
    private const string Table =
        """
        Go|stdlib|Go|1.18=2023-02-01 1.19=2023-08-08 1.20=2024-02-06 1.21=2024-08-13 1.22=2025-02-11 1.23=2025-08-12 1.24=2026-02-10
        NuGet|Microsoft.NETCore.App|.NET|2.1=2021-08-21 3.1=2022-12-13 5.0=2022-05-10 6.0=2024-11-12 7.0=2024-05-14 8.0=2026-11-10 9.0=2026-11-10 10.0=2028-11-14
        CPE|nodejs:node.js|Node.js|12=2022-04-30 14=2023-04-30 16=2023-09-11 18=2025-04-30 20=2026-04-30 22=2027-04-30 24=2028-04-30
        CPE|openssl:openssl|OpenSSL|1.0.2=2019-12-31 1.1.0=2019-09-11 1.1.1=2023-09-11 3.0=2026-09-07 3.1=2025-03-14 3.2=2025-11-23
        CPE|php:php|PHP|7.4=2022-11-28 8.0=2023-11-26 8.1=2025-12-31 8.2=2026-12-31 8.3=2027-12-31 8.4=2028-12-31
        CPE|python:python|Python|2.7=2020-01-01 3.6=2021-12-23 3.7=2023-06-27 3.8=2024-10-07 3.9=2025-10-31 3.10=2026-10-31 3.11=2027-10-31 3.12=2028-10-31 3.13=2029-10-31
        CPE|ruby-lang:ruby|Ruby|2.7=2023-03-31 3.0=2024-04-23 3.1=2025-03-26 3.2=2026-03-31
        """;

    private static readonly FrozenDictionary<(string Ecosystem, string Name, string Series), (string Runtime, DateOnly Last)> Series = Read(Table);

    /// <summary>The series of a runtime and its last day of support; <see langword="null"/> for anything else, and for a series that is not listed.</summary>
    public static (string Series, DateOnly Last)? Of(Coordinate package)
    {
        ArgumentNullException.ThrowIfNull(package);
        for (var end = package.Version.Length; end > 0; end = package.Version.LastIndexOf('.', end - 1))
        {
            if (Series.TryGetValue((package.Ecosystem, package.Name, package.Version[..end]), out var known))
            {
                return ($"{known.Runtime} {package.Version[..end]}", known.Last);
            }
        }

        // OpenSSL counts its patches by letters: 1.1.1k
        var letters = package.Version.AsSpan().TrimEnd("abcdefghijklmnopqrstuvwxyz");
        return letters.Length < package.Version.Length ? Of(package with { Version = letters.ToString() }) : null;
    }

    private static FrozenDictionary<(string, string, string), (string, DateOnly)> Read(string table)
    {
        var series = new Dictionary<(string, string, string), (string, DateOnly)>();
        foreach (var line in table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var columns = line.Split('|');
            foreach (var entry in columns[3].Split(' '))
            {
                var equals = entry.IndexOf('=', StringComparison.Ordinal);
                series.Add(
                    (columns[0], columns[1], entry[..equals]),
                    (columns[2], DateOnly.ParseExact(entry.AsSpan(equals + 1), "yyyy-MM-dd", CultureInfo.InvariantCulture)));
            }
        }

        return series.ToFrozenDictionary();
    }
}
