using Microsoft.Extensions.Time.Testing;
using Vigil.Cli.Agent;
using Vigil.Domain.Packages;
using Vigil.Scanning.Artifacts;
using Vigil.Scanning.Ecosystems;
using Vigil.Scanning.Extraction;

namespace Vigil.Tests.Cli.Agent;

public sealed class HostInspectionTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("vigil-root-");

    [Fact]
    public async Task Packages_of_languages_are_looked_for_in_the_named_directories_and_below()
    {
        Install("opt/app/lib/python3.11/site-packages", "flask", 1);
        Install("srv/other", "django", 1);

        var inventory = await InspectAsync("/opt/app");

        Assert.Equal("flask-0", Assert.Single(inventory.Packages.Items).Coordinate.Name);
        Assert.False(inventory.IsPartial);
    }

    [Theory]
    [InlineData(5_000, false)]
    [InlineData(5_001, true)]
    public async Task More_packages_of_languages_than_5000_are_not_read_and_the_inventory_says_so(int packages, bool isReached)
    {
        Directory.CreateDirectory(Path.Combine(_root.FullName, "var/lib/dpkg"));
        await File.WriteAllTextAsync(
            Path.Combine(_root.FullName, "var/lib/dpkg/status"), "Package: curl\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1\n\n", TestContext.Current.CancellationToken);
        Install("usr/lib/python3/dist-packages", "p", packages);

        var inventory = await InspectAsync("/usr/lib");

        Assert.Equal(5_000, inventory.Packages.Items.Count(package => package.Coordinate.Ecosystem == "PyPI"));
        Assert.Contains(inventory.Packages.Items, package => package.Coordinate.Name == "curl");
        Assert.Equal(isReached, inventory.Diagnostics.Items.Any(diagnostic => diagnostic.Code == ArtifactCodes.LanguagePackagesLimit));
    }

    [Fact]
    public void After_fifteen_minutes_nothing_more_is_read()
    {
        var clock = new FakeTimeProvider();
        var budget = new LanguageBudget(clock);
        var extractors = EcosystemCatalog.HostExtractors(["/"], budget);

        Assert.True(IsWanted());
        clock.Advance(TimeSpan.FromMinutes(15));
        Assert.False(IsWanted());
        Assert.Equal(ArtifactCodes.LanguageTimeLimit, budget.Reached?.Code);

        bool IsWanted() => extractors.Any(extractor => extractor.Places.Count == 0 && extractor.Wants(new FileEntry("opt/x-1.dist-info/METADATA"u8, length: 10, mode: 0)));
    }

    public void Dispose() => _root.Delete(recursive: true);

    private Task<Inventory> InspectAsync(string path) => new HostInspection(_root.FullName, TimeProvider.System).RunAsync([path], TestContext.Current.CancellationToken);

    private void Install(string directory, string name, int count)
    {
        for (var number = 0; number < count; number++)
        {
            var package = Directory.CreateDirectory(Path.Combine(_root.FullName, directory, $"{name}_{number}-1.0.dist-info")).FullName;
            File.WriteAllText(Path.Combine(package, "METADATA"), $"Name: {name}-{number}\nVersion: 1.0\n");
        }
    }
}
