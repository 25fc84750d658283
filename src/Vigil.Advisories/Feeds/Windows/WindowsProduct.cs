using System.Text.RegularExpressions;
using Vigil.Domain.Advisories;

namespace Vigil.Advisories.Feeds.Windows;

/// <summary>A product as bulletins name it.</summary>
/// <param name="Release">Windows itself: <c>Server 2022 (Server Core installation)</c>, <c>11 Version 24H2</c>.</param>
/// <param name="Name"><c>Windows</c>, or what is installed on it: <c>Microsoft .NET Framework 4.8</c>.</param>
/// <param name="Arch"><c>x64</c>, <c>x86</c>, <c>arm64</c>; empty where the name states none.</param>
internal readonly partial record struct WindowsProduct(string Release, string Name, string Arch)
{
    /// <summary>What statements about the product are found by.</summary>
    public AdvisoryKey Key => new("Windows", Release, Name);

    /// <summary>
    /// Reads a name: <c>Windows 10 Version 22H2 for x64-based Systems</c>, <c>Windows Server 2022 (Server Core installation)</c>,
    /// <c>Microsoft .NET Framework 3.5 AND 4.8 on Windows Server 2019</c>.
    /// </summary>
    /// <returns><see langword="false"/> for what is neither Windows nor named together with the Windows that it is installed on.</returns>
    public static bool TryParse(string text, out WindowsProduct product)
    {
        var match = Pattern().Match(text);
        product = match.Success
            ? new(match.Groups["release"].Value, match.Groups["name"] is { Success: true } name ? name.Value : "Windows", ArchOf(match.Groups["arch"].Value))
            : default;
        return match.Success;
    }

    private static string ArchOf(string words) => words switch
    {
        "x64-based" => "x64",
        "32-bit" => "x86",
        "ARM64-based" => "arm64",
        "Itanium-Based" => "ia64",
        _ => "",
    };

    [GeneratedRegex(
        @"^((?<name>.+?) on )?Windows (?<release>(Server|RT|Vista|[0-9]).*?)( for (?<arch>x64-based|32-bit|ARM64-based|Itanium-Based) Systems)?(?<rest> Service Pack [0-9])?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
