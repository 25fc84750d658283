using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Vigil.Domain.Packages;
using Vigil.Scanning.Sbom;

namespace Vigil.Tests.Sbom;

public sealed class SbomFormatsTests
{
    public static TheoryData<string> Formats => [.. SbomFormats.All.Select(format => format.Name)];

    [Theory]
    [MemberData(nameof(Formats))]
    public void The_same_inventory_and_time_give_the_same_bytes(string format)
    {
        Assert.Equal(Written(Samples.DebianImage, format), Written(Samples.DebianImage with { Packages = [.. Samples.DebianImage.Packages] }, format));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_package_stands_in_it_by_its_package_url(string format)
    {
        var text = Written(Samples.DebianImage, format).Replace("&amp;", "&", StringComparison.Ordinal);

        Assert.All(Samples.DebianImage.Packages, package => Assert.Contains(package.Purl.ToString(), text, StringComparison.Ordinal));
    }

    [Fact]
    public void Another_package_gives_another_serial_number()
    {
        var fewer = Samples.RedHatHost with { Packages = [.. Samples.RedHatHost.Packages.Skip(1)] };

        Assert.NotEqual(Json(Samples.RedHatHost, "cyclonedx").GetProperty("serialNumber").GetString(), Json(fewer, "cyclonedx").GetProperty("serialNumber").GetString());
    }

    [Fact]
    public void Two_places_of_one_package_url_have_two_references()
    {
        var package = Samples.RedHatHost.Packages[0];
        var twice = Samples.RedHatHost with { Packages = [package, package with { Context = PackageContext.ThirdParty }] };

        var references = Json(twice, "cyclonedx").GetProperty("components").EnumerateArray().Select(component => component.GetProperty("bom-ref").GetString());

        Assert.Equal(3, references.Distinct().Count());
    }

    [Fact]
    public void What_is_partial_says_that_it_is_incomplete()
    {
        Assert.Equal("incomplete", Json(Samples.DebianImage, "cyclonedx").GetProperty("compositions")[0].GetProperty("aggregate").GetString());
        Assert.False(Json(Samples.RedHatHost, "cyclonedx").TryGetProperty("compositions", out _));
    }

    [Fact]
    public void A_transitive_package_hangs_on_what_needs_it()
    {
        var dependencies = Json(Samples.DebianImage, "cyclonedx").GetProperty("dependencies").EnumerateArray()
            .ToDictionary(one => one.GetProperty("ref").GetString()!, one => one.GetProperty("dependsOn").EnumerateArray().Select(needed => needed.GetString()).ToList());

        Assert.Equal(["pkg:npm/semver@5.7.1"], dependencies["pkg:npm/%40babel/core@7.0.0"]);
        Assert.DoesNotContain("pkg:npm/semver@5.7.1", dependencies["artifact"]);
        Assert.Contains("pkg:npm/%40babel/core@7.0.0", dependencies["artifact"]);
    }

    [Fact]
    public void Licences_are_ids_expressions_or_names()
    {
        var components = Json(Samples.DebianImage, "cyclonedx").GetProperty("components").EnumerateArray();

        var licences = components.Where(component => component.TryGetProperty("licenses", out _)).Select(component => component.GetProperty("licenses")[0].GetRawText().ReplaceLineEndings(" "));

        Assert.Collection(
            licences,
            expression => Assert.Contains("\"expression\": \"GPL-3.0-or-later WITH GCC-exception-3.1\"", expression, StringComparison.Ordinal),
            name => Assert.Contains("\"name\": \"two clause\\nBSD\"", name, StringComparison.Ordinal),
            id => Assert.Contains("\"id\": \"MIT\"", id, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("cyclonedx-xml")]
    [InlineData("cyclonedx-1.4-xml")]
    public void Xml_stands_for_any_text_of_a_package(string format)
    {
        var hostile = Samples.RedHatHost.Packages[0] with { Vendor = "a\u0001<b>&\ud83d\ude00\ud83d" };

        var xml = XDocument.Parse(Written(Samples.RedHatHost with { Packages = [hostile] }, format));

        Assert.Contains("a\uFFFD<b>&\ud83d\ude00\uFFFD", xml.Descendants().Select(element => element.Value));
    }

    [Fact]
    public void No_value_ends_a_text_of_tag_value()
    {
        var hostile = Samples.RedHatHost.Packages[0] with { Vendor = "a</text>\nPackageName: b", License = "x</text>" };

        var lines = Written(Samples.RedHatHost with { Packages = [hostile] }, "spdx-tag-value").Split('\n');

        Assert.DoesNotContain("PackageName: b", lines);
        Assert.Equal(3, lines.Count(line => line.StartsWith("PackageName:", StringComparison.Ordinal)));
        Assert.DoesNotContain(lines, line => line.Contains("</text>", StringComparison.Ordinal) && !line.EndsWith("</text>", StringComparison.Ordinal));
    }

    private static JsonElement Json(Inventory inventory, string format) => JsonDocument.Parse(Written(inventory, format)).RootElement;

    private static string Written(Inventory inventory, string format)
    {
        using var stream = new MemoryStream();
        SbomFormats.Find(format)!.Write(new SbomDocument(inventory, Samples.Noon), stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
