using System.Collections.Immutable;
using System.Text.Json;
using Vigil.Advisories.Exploits;
using Vigil.Advisories.Store;
using Vigil.Domain.Advisories;
using Vigil.Domain.Findings;
using Vigil.Domain.Packages;
using Vigil.Scanning.Matching;
using Vigil.Scanning.Sbom.Inspector;
using Vigil.Tests.Matching;

namespace Vigil.Tests.Sbom;

public sealed class ScannedBillTests : IDisposable
{
    private const string Vector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";

    private static readonly Inventory Ended = Samples.DebianImage with { OperatingSystem = Samples.DebianImage.OperatingSystem! with { Release = "10", VersionId = "10" } };

    private readonly AdvisoryStore _store = Judgement.Generation(
        Judgement.Advisory("CVE-2026-0001", Judgement.Source("Debian", "12", "openssl", "3.0.14-1~deb12u1")) with
        {
            Details = "Long text.",
            References = ["https://example.org/a"],
            Severities = [new Severity("DEBIAN_CVE", "", "medium"), new Severity("NVD", Vector)],
            Cwes = ["CWE-79"],
            Published = Samples.Noon,
        },
        Judgement.Advisory("MAL-2026-7", Judgement.Binary("npm", "", "@babel/core", "")));

    public void Dispose() => _store.Dispose();

    [Fact]
    public void What_a_document_calls_its_components_stays()
    {
        var bill = Of(Posted("libssl3", "of-mine"), Posted("libgcc-s1", ""));

        Assert.Equal(["of-mine", "comp-1"], bill.Components.Select(component => component.Ref));
        Assert.Equal(["of-mine"], bill.AffectedBy(bill.Findings[0]).Select(one => one.Component.Ref));
    }

    [Fact]
    public void Binaries_stand_in_their_source()
    {
        using var bom = CycloneDx(Of(Posted("libssl3", "comp-1"), Posted("nginx", "comp-2")));

        var components = bom.RootElement.GetProperty("components").EnumerateArray().ToList();
        Assert.Equal(["openssl", "nginx"], components.Select(component => component.GetProperty("name").GetString()));
        Assert.Equal("pkg:deb/debian/openssl@3.0.11-1~deb12u2?distro=debian-12", components[0].GetProperty("purl").GetString());
        Assert.Equal(("comp-3", "comp-1"), (components[0].GetProperty("bom-ref").GetString(), components[0].GetProperty("components")[0].GetProperty("bom-ref").GetString()));
    }

    [Fact]
    public void Source_that_the_document_names_is_the_one_that_is_written()
    {
        var source = new ScannedSource("src", "openssl", "3.0.11-1~deb12u2", "pkg:deb/debian/openssl@3.0.11-1~deb12u2?arch=source");
        using var bom = CycloneDx(Of(Posted("libssl3", "comp-1") with { Source = source }));

        Assert.Equal(("src", source.Purl), (bom.RootElement.GetProperty("components")[0].GetProperty("bom-ref").GetString(), bom.RootElement.GetProperty("components")[0].GetProperty("purl").GetString()));
    }

    [Fact]
    public void Parts_of_the_generator_become_those_of_the_scanner()
    {
        using var bom = CycloneDx(Of(Posted("nginx", "comp-1") with { Path = "var/lib/dpkg/status", FileScanner = "dpkg", Collector = "debian-dpkg" }));

        var properties = Properties(bom.RootElement.GetProperty("components")[0]);
        Assert.Equal("var/lib/dpkg/status", properties["path"]);
        Assert.Equal(("dpkg", "debian-dpkg"), (properties["source_file_scanner"], properties["source_package_collector"]));
        Assert.Equal("Component skipped: no rules found.", properties["info"]);
    }

    [Fact]
    public void Component_that_cannot_be_looked_up_is_a_warning_and_one_without_flaws_is_told()
    {
        using var sbom = Inspector(Of(new ScannedComponent { Name = "x", Version = "1" }, Posted("libgcc-s1", ""), Posted("libssl3", "")));

        var messages = sbom.RootElement.GetProperty("messages").EnumerateArray().ToList();
        Assert.Equal("Component skipped: no purl provided.", messages[0].GetProperty("warning_message").GetString());
        Assert.Equal(("libgcc-s1", "Component scanned: no vulnerabilities found."), (messages[1].GetProperty("name").GetString(), messages[1].GetProperty("info_message").GetString()));
        Assert.Equal(2, messages.Count);
    }

    [Fact]
    public void Every_source_rates_by_its_vector_or_by_its_word()
    {
        using var bom = CycloneDx(Of(Posted("libssl3", "")));

        var ratings = bom.RootElement.GetProperty("vulnerabilities")[0].GetProperty("ratings").EnumerateArray()
            .ToDictionary(rating => rating.GetProperty("source").GetProperty("name").GetString()!, rating => (rating.GetProperty("severity").GetString(), rating.GetProperty("method").GetString(), rating.TryGetProperty("score", out _)));
        Assert.Equal(("medium", "other", false), ratings["DEBIAN_CVE"]);
        Assert.Equal(("critical", "CVSSv31", true), ratings["NVD"]);
        Assert.Equal(2, ratings.Count);
    }

    [Fact]
    public void Severity_that_consumers_would_not_find_is_the_services_own()
    {
        using var store = Judgement.Generation(Judgement.Advisory("CVE-1", Judgement.Source("Debian", "12", "openssl", "")) with { Severities = [new Severity("DEBIAN_CVE", "", "high")] });
        using var sbom = Inspector(Of(store, Samples.DebianImage, Posted("libssl3", "")), store);

        var scores = sbom.RootElement.GetProperty("vulnerabilities")[0].GetProperty("properties").GetProperty("cvss").EnumerateArray();
        Assert.Equal([("DEBIAN_CVE", "high"), ("AMAZON_INSPECTOR", "high")], scores.Select(score => (score.GetProperty("source").GetString(), score.GetProperty("severity").GetString())));
    }

    [Fact]
    public void Package_made_to_do_harm_is_named_so()
    {
        using var bom = CycloneDx(Of(new ScannedComponent { Ref = "b", Name = "@babel/core", Version = "7.0.0", Purl = "pkg:npm/%40babel/core@7.0.0" }));

        Assert.Equal("true", Properties(bom.RootElement.GetProperty("vulnerabilities")[0])["is_malicious"]);
    }

    [Fact]
    public void System_that_nobody_mends_is_a_flaw_of_its_own()
    {
        var bill = Of(_store, Ended, new ScannedComponent { Ref = "os", Type = "operating-system", Name = "debian", Version = "10" });
        using var bom = CycloneDx(bill);
        using var sbom = Inspector(bill);

        var system = Properties(bom.RootElement.GetProperty("components")[0]);
        Assert.Equal(("2024-06-30", "Component end-of-life: 2024-06-30"), (system["end_of_life"], system["info"]));
        var flaw = bom.RootElement.GetProperty("vulnerabilities")[0];
        Assert.Equal(("IN-DISCONTINUED-001", "os"), (flaw.GetProperty("id").GetString(), flaw.GetProperty("affects")[0].GetProperty("ref").GetString()));
        Assert.Equal("critical", flaw.GetProperty("ratings")[0].GetProperty("severity").GetString());
        Assert.Equal("Component end-of-life: 2024-06-30", sbom.RootElement.GetProperty("messages")[0].GetProperty("info_message").GetString());
        Assert.Equal(1, sbom.RootElement.GetProperty("vulnerability_count").GetProperty("critical").GetInt32());
    }

    [Fact]
    public void Supported_system_is_not_spoken_of()
    {
        using var sbom = Inspector(Of(new ScannedComponent { Type = "operating-system", Name = "debian", Version = "12" }));

        Assert.Empty(sbom.RootElement.GetProperty("messages").EnumerateArray());
        Assert.Empty(sbom.RootElement.GetProperty("vulnerabilities").EnumerateArray());
    }

    [Fact]
    public void Scan_of_an_artifact_has_its_system_and_its_packages()
    {
        var bill = ScannedBill.Of(Match(_store, Samples.DebianImage), Samples.Noon);

        Assert.Equal(("comp-1", "operating-system", "debian"), (bill.Components[0].Ref, bill.Components[0].Type, bill.Components[0].Name));
        Assert.Equal(Samples.DebianImage.Packages.Items.Select(package => package.Coordinate.Name), bill.Components.Skip(1).Select(component => component.Name));
    }

    private static ScannedComponent Posted(string name, string reference)
    {
        var package = Samples.DebianImage.Packages.Items.First(one => one.Coordinate.Name == name);
        return new ScannedComponent { Ref = reference, Name = name, Version = package.Coordinate.Version, Purl = package.Purl.ToString() };
    }

    private static ScanResult Match(AdvisoryStore store, Inventory inventory) =>
        new InventoryMatcher(store, ExploitTable.Empty).Match(inventory, DateOnly.FromDateTime(Samples.Noon.UtcDateTime));

    private static ScannedBill Of(AdvisoryStore store, Inventory inventory, params ImmutableArray<ScannedComponent> components)
    {
        // only what the document lists is in its inventory
        var listed = components.Select(component => component.Name).ToHashSet(StringComparer.Ordinal);
        return ScannedBill.Of(Match(store, inventory with { Packages = [.. inventory.Packages.Items.Where(package => listed.Contains(package.Coordinate.Name))] }), components, Samples.Noon);
    }

    private ScannedBill Of(params ImmutableArray<ScannedComponent> components) => Of(_store, Samples.DebianImage, components);

    private JsonDocument CycloneDx(ScannedBill bill) => Written(json => new ScanSbomCycloneDx(json, _store).Write(bill));

    private JsonDocument Inspector(ScannedBill bill, AdvisoryStore? store = null) => Written(json => new ScanSbomFindings(json, store ?? _store).Write(bill));

    private static JsonDocument Written(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            write(json);
        }

        return JsonDocument.Parse(stream.ToArray());
    }

    private static Dictionary<string, string> Properties(JsonElement element) => element.GetProperty("properties").EnumerateArray()
        .ToDictionary(property => property.GetProperty("name").GetString()!["amazon:inspector:sbom_scanner:".Length..], property => property.GetProperty("value").GetString()!);
}
