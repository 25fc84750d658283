using System.Globalization;
using System.Text.Json;

namespace Vigil.Scanning.Matching.Batch;

/// <summary>An installed package of a case, with its versions put together.</summary>
/// <param name="Name">Name.</param>
/// <param name="Version">Epoch (unless zero), version and release.</param>
/// <param name="Arch">Architecture, or empty.</param>
/// <param name="SourceName">Name of the source, or empty.</param>
/// <param name="SourceVersion">The same of the source, or empty.</param>
/// <param name="ModuleStream">Module and stream, or empty.</param>
/// <param name="Products">Red Hat: products behind the package's repositories, separated by blanks; empty when not known.</param>
internal sealed record CasePackage(
    string Name,
    string Version,
    string Arch,
    string SourceName,
    string SourceVersion,
    string ModuleStream,
    string Products)
{
    /// <summary>Reads a package.</summary>
    /// <param name="item">The package.</param>
    /// <param name="products">What the case knows of Red Hat's repositories.</param>
    public static CasePackage Read(JsonElement item, CaseProducts products) => new(
        item.Text("Name"),
        FullVersion(item.Text("Epoch"), item.Text("Version"), item.Text("Release")),
        item.Text("Arch"),
        item.Text("SrcName"),
        FullVersion(item.Text("SrcEpoch"), item.Text("SrcVersion"), item.Text("SrcRelease")),
        ModuleStreamOf(item.Text("Modularitylabel")),
        products.Of(item.Member("BuildInfo")));

    private static string FullVersion(string epoch, string version, string release)
    {
        if (version.Length == 0)
        {
            return "";
        }

        var full = release.Length > 0 ? $"{version}-{release}" : version;
        return int.TryParse(epoch, CultureInfo.InvariantCulture, out var number) && number > 0 ? $"{epoch}:{full}" : full;
    }

    // nodejs:12:8030020201124152102:229f0a1c is the stream nodejs:12
    private static string ModuleStreamOf(string label)
    {
        var parts = label.Split(':');
        return parts.Length >= 3 ? $"{parts[0]}:{parts[1]}" : "";
    }
}
