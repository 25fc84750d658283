using System.Reflection;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Vigil.Domain.Packages;
using Vigil.Domain.Purl;
using Vigil.Scanning.Ecosystems.Joining;
using Vigil.Scanning.Extraction;
using Vigil.Scanning.Sbom;
using Vigil.Scanning.Sbom.Components;
using Vigil.Scanning.Sbom.Reading;

namespace Vigil.Tests.Sbom;

/// <summary>What is written comes back: the inventory, so the scan.</summary>
public sealed class SbomRoundTripTests
{
    public static TheoryData<string> Formats => [.. SbomFormats.All.Select(format => format.Name)];

    [Theory]
    [MemberData(nameof(Formats))]
    public void An_image_comes_back_as_it_was(string format) => AssertSame(Samples.DebianImage, RoundTrip(Samples.DebianImage, format));

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_host_comes_back_as_it_was(string format) => AssertSame(Samples.RedHatHost, RoundTrip(Samples.RedHatHost, format));

    [Property(MaxTest = 300)]
    public Property Any_package_comes_back_in_any_format() => Prop.ForAll(
        Arb.From(Packages),
        Arb.From(Gen.Elements(SbomFormats.All.AsEnumerable())),
        (package, format) => RoundTrip(Samples.DebianImage with { Packages = [package] }, format.Name).Packages[0] == package);

    [Fact]
    public void No_member_of_a_package_is_left_out()
    {
        string[] carriedOtherwise = ["Coordinate", "Purl", "Evidence", "Owner", "Dependency"];
        string[] computed = ["EffectiveSourceName", "EffectiveSourceVersion"];

        var members = MembersOf<Package>().Except(carriedOtherwise).Concat(MembersOf<Coordinate>().Except(computed)).Concat(MembersOf<Dependency>());

        Assert.Equal(members.Select(name => "vigil:package:" + name).ToHashSet(StringComparer.OrdinalIgnoreCase), PackageMembers.Names.ToHashSet(StringComparer.OrdinalIgnoreCase));
        Assert.Equal(6, MembersOf<ArtifactIdentity>().Count());
        Assert.Equal(4, typeof(Evidence).GetProperties(BindingFlags.Public | BindingFlags.Instance).Length);
    }

    private static Gen<string> Words { get; } = Gen.Elements(
        "", "a", "1.2-3", "1:2.0", "x y", "\"<a>&\"", "line\nbreak", "back\\slash\\n", "</text>", "PackageName: x", "naïve \ud83d\ude00", " blank ", "=", "\\<", "7.0+b1");

    private static Gen<Package> Packages { get; } =
        from ecosystem in Gen.Elements("Debian", "Alpine", "Red Hat", "npm", "")
        from release in Gen.Elements("", "12", "v3.20", "edge")
        from texts in Words.ArrayOf(10)
        from purl in Gen.Elements(
            "pkg:deb/debian/curl@7.88.1-10?arch=amd64&distro=debian-12&upstream=curl%407.88.1-9", "pkg:apk/alpine/busybox@1.36?distro=alpine-3.20.1",
            "pkg:rpm/redhat/openssl@3.0.7-27.el9?arch=x86_64&epoch=1&distro=rhel-9.4&upstream=openssl-3.0.7-27.el9.src.rpm", "pkg:npm/%40a/b@1.0.0", "pkg:generic/x")
        from context in Gen.Elements(Enum.GetValues<PackageContext>())
        from relation in Gen.Elements(Enum.GetValues<DependencyRelation>())
        from scope in Gen.Elements(Enum.GetValues<DependencyScope>())
        from places in Gen.Choose(1, 3)
        select new Package
        {
            Coordinate = new Coordinate
            {
                Ecosystem = ecosystem,
                Release = release,
                Name = "n" + texts[0].Trim(),
                Version = texts[1].Trim(),
                Arch = texts[2],
                ModuleStream = texts[3],
                SourceName = texts[4],
                SourceVersion = texts[5],
                Repository = texts[6],
            },
            Purl = PackageUrl.Parse(purl),
            Evidence = [.. Enumerable.Range(0, places).Select(place => new Evidence($"path/{place}{texts[7]}", "", Samples.OwnLayer, place == 1 ? "owner" : ""))],
            Vendor = texts[8],
            License = texts[9],
            SignatureKeyId = texts[2],
            SourceRpm = texts[3],
            Status = texts[4],
            Context = context,
            IsGuess = places == 2,
            Dependency = new Dependency { Relation = relation, Scope = scope, Groups = scope == DependencyScope.Unknown ? [] : ["dev", "test"], Path = ["a@1", "@b/c@2"] },
        };

    private static void AssertSame(Inventory written, Inventory read)
    {
        Assert.Equal(written.Packages.Items.Order(PackageOrder.Instance), read.Packages.Items);
        Assert.Equal(written with { Packages = [] }, read with { Packages = [] });
    }

    private static IEnumerable<string> MembersOf<T>() => typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name);

    internal static Inventory RoundTrip(Inventory inventory, string format)
    {
        using var stream = new MemoryStream();
        SbomFormats.Find(format)!.Write(new SbomDocument(inventory, Samples.Noon), stream);
        return SbomReader.Read("sbom", stream.ToArray(), ScanLimits.Default);
    }
}
