using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Vigil.Tests.Support;

namespace Vigil.EndToEnd;

/// <summary>
/// Packages of which the advisories themselves say that they are clean, and others of which they say that they are not, through the real program over every OSV
/// archive of a language. Which is which is told without comparing versions. Skipped where the folder <c>shared</c> is not beside the checkout.
/// </summary>
public sealed class CleanInputTests : IDisposable
{
    // with the type of their package URLs
    private static readonly Dictionary<string, string> Ecosystems = new(StringComparer.Ordinal)
    {
        ["crates.io"] = "cargo", ["Go"] = "golang", ["Hackage"] = "hackage", ["Hex"] = "hex", ["Maven"] = "maven", ["npm"] = "npm", ["NuGet"] = "nuget",
        ["Packagist"] = "composer", ["Pub"] = "pub", ["PyPI"] = "pypi", ["RubyGems"] = "gem", ["SwiftURL"] = "swift",
    };

    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task What_the_advisories_call_clean_has_no_finding_and_what_they_call_affected_has_one()
    {
        Assert.SkipWhen(Repository.Shared is null, "shared/feeds is not beside this checkout");
        var feeds = Path.Combine(Repository.Shared!, "feeds"); // told above
        var names = Ecosystems.Keys.Where(name => File.Exists(Archive(feeds, name))).ToList();
        await VigilProcess.RunAsync(["db", "update", "--mirror", feeds, "--db", _work["db"], .. names.SelectMany(name => (string[])["--feed", $"osv/{name}"])]);
        var packages = names.SelectMany(name => Read(Archive(feeds, name), name)).ToList();

        var clean = await FoundAsync(packages.SelectMany(package => package.Clean));
        var affected = await FoundAsync(packages.SelectMany(package => package.Affected));

        Log(names, packages);
        Assert.True(clean.Found.Count == 0, string.Join('\n', clean.Found));
        Assert.True(affected.Missing.Count == 0, string.Join('\n', affected.Missing));
    }

    private static string Archive(string feeds, string ecosystem) => Path.Combine(feeds, "osv", ecosystem, "all.zip");

    private static void Log(List<string> names, List<AdvisedPackage> packages)
    {
        foreach (var (name, of) in names.Select(name => (name, packages.Where(package => package.Ecosystem == name).ToList())))
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {of.Count} packages, {of.Sum(package => package.Clean.Count())} clean versions, {of.Sum(package => package.Affected.Count())} affected versions");
        }
    }

    private async Task<(List<string> Found, List<string> Missing)> FoundAsync(IEnumerable<string> purls)
    {
        var listed = purls.Distinct(StringComparer.Ordinal).ToList();
        await File.WriteAllLinesAsync(_work["purls"], listed, TestContext.Current.CancellationToken);
        var scan = await VigilProcess.RunAsync("scan", "sbom", _work["purls"], "--db", _work["db"], "--format", "json");
        using var json = JsonDocument.Parse(scan.Output);
        Assert.True(scan.ExitCode == 0, $"{json.RootElement.GetProperty("diagnostics")}");
        var found = json.RootElement.GetProperty("findings").EnumerateArray()
            .SelectMany(finding => finding.GetProperty("packages").EnumerateArray().Select(package => package.GetProperty("purl").GetString()!)) // each has one
            .ToHashSet(StringComparer.Ordinal);
        return ([.. found], [.. listed.Where(purl => !found.Contains(purl))]);
    }

    private static List<AdvisedPackage> Read(string archive, string ecosystem)
    {
        var packages = new Dictionary<string, AdvisedPackage>(StringComparer.Ordinal);
        using var zip = ZipFile.OpenRead(archive);
        foreach (var entry in zip.Entries)
        {
            using var stream = entry.Open();
            using var json = JsonDocument.Parse(stream);
            if (json.RootElement.TryGetProperty("withdrawn", out _))
            {
                continue;
            }

            foreach (var affected in json.RootElement.GetProperty("affected").EnumerateArray())
            {
                if (affected.TryGetProperty("package", out var named) && named.GetProperty("ecosystem").GetString() == ecosystem && named.GetProperty("name").GetString() is { } spelt && IsName(ecosystem, spelt))
                {
                    // NuGet takes capitals as they come, and so do its advisories
                    var name = ecosystem == "NuGet" ? spelt.ToLowerInvariant() : spelt;
                    if (!packages.TryGetValue(name, out var package))
                    {
                        packages.Add(name, package = new AdvisedPackage(ecosystem, Ecosystems[ecosystem], name));
                    }

                    package.Add(affected);
                }
            }
        }

        return [.. packages.Values];
    }

    // three advisories stand under the ecosystem of another package, which has other names
    private static bool IsName(string ecosystem, string name) => ecosystem switch
    {
        "crates.io" or "PyPI" => !name.Contains('/', StringComparison.Ordinal),
        "Packagist" => name.Contains('/', StringComparison.Ordinal),
        _ => true,
    };
}
