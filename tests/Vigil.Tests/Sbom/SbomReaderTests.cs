using System.Text;
using FsCheck.Xunit;
using Vigil.Domain.Packages;
using Vigil.Scanning.Artifacts;
using Vigil.Scanning.Extraction;
using Vigil.Scanning.Sbom;
using Vigil.Scanning.Sbom.Reading;
using Vigil.Tests.Support;

namespace Vigil.Tests.Sbom;

/// <summary>Documents of other tools, and of nobody.</summary>
public sealed class SbomReaderTests
{
    [Fact]
    public void A_package_url_of_syft_tells_source_epoch_and_release()
    {
        var package = Assert.Single(Read("pkg:deb/ubuntu/libssl3@3.0.2-0ubuntu1.15?arch=amd64&distro=ubuntu-22.04&upstream=openssl%403.0.2\n# comment\n\n").Packages);

        Assert.Equal(("Ubuntu", "22.04", "openssl", "3.0.2"), (package.Coordinate.Ecosystem, package.Coordinate.Release, package.Coordinate.SourceName, package.Coordinate.SourceVersion));
    }

    [Theory]
    [InlineData("pkg:rpm/redhat/openssl-libs@3.0.7-27.el9?arch=x86_64&distro=rhel-9.4&epoch=1&upstream=openssl-3.0.7-27.el9.src.rpm", "Red Hat", "openssl-libs", "1:3.0.7-27.el9")]
    [InlineData("pkg:deb/debian/vim@9.0.1378-2?distro=debian-12.5&epoch=2", "Debian", "vim", "2:9.0.1378-2")]
    [InlineData("pkg:golang/stdlib@1.21.4", "Go", "stdlib", "1.21.4")]
    [InlineData("pkg:golang/stdlib@v1.21.4", "Go", "stdlib", "1.21.4")]
    [InlineData("pkg:golang/stdlib@go1.21.4", "Go", "stdlib", "1.21.4")]
    [InlineData("pkg:npm/%40babel/core@7.0.0", "npm", "@babel/core", "7.0.0")]
    [InlineData("pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1", "Maven", "org.apache.logging.log4j:log4j-core", "2.14.1")]
    [InlineData("pkg:golang/github.com/gin-gonic/gin@v1.9.0", "Go", "github.com/gin-gonic/gin", "v1.9.0")]
    [InlineData("pkg:composer/symfony/http-kernel@5.4.0", "Packagist", "symfony/http-kernel", "5.4.0")]
    [InlineData("pkg:cargo/time@0.1.42", "crates.io", "time", "0.1.42")]
    [InlineData("pkg:gem/rack@2.0.1", "RubyGems", "rack", "2.0.1")]
    [InlineData("pkg:pypi/Django@3.2", "PyPI", "django", "3.2")]
    public void A_package_url_becomes_what_is_matched(string purl, string ecosystem, string name, string version)
    {
        var coordinate = Assert.Single(Read(purl).Packages).Coordinate;

        Assert.Equal((ecosystem, version), (coordinate.Ecosystem, coordinate.Version));
        Assert.Equal(name, coordinate.Name, ignoreCase: true);
    }

    [Fact]
    public void Trivy_tells_source_and_layer_in_properties()
    {
        var inventory = Read(
            """
            {"bomFormat":"CycloneDX","specVersion":"1.6","metadata":{"component":{"type":"container","name":"centos:7"}},
             "components":[
              {"type":"operating-system","name":"centos","version":"7.6.1810"},
              {"type":"application","name":"app/package-lock.json"},
              {"type":"library","name":"openssl-libs","version":"1:1.0.2k-16.el7","purl":"pkg:rpm/centos/openssl-libs@1.0.2k-16.el7?arch=x86_64&epoch=1&distro=centos-7.6.1810",
               "properties":[{"name":"aquasecurity:trivy:SrcName","value":"openssl"},{"name":"aquasecurity:trivy:SrcVersion","value":"1.0.2k"},
                {"name":"aquasecurity:trivy:SrcRelease","value":"16.el7"},{"name":"aquasecurity:trivy:SrcEpoch","value":"1"},{"name":"aquasecurity:trivy:LayerDiffID","value":"sha256:89"},
                {"name":"aquasecurity:trivy:FilePath","value":"var/lib/rpm/Packages"}]}]}
            """);

        var package = Assert.Single(inventory.Packages);
        Assert.Equal((ArtifactKind.Image, "centos:7", "7"), (inventory.Artifact.Kind, inventory.Artifact.Name, inventory.OperatingSystem?.Release));
        Assert.Equal(("openssl", "", "1:1.0.2k-16.el7"), (package.Coordinate.SourceName, package.Coordinate.SourceVersion, package.Coordinate.Version));
        Assert.Equal([new Evidence("var/lib/rpm/Packages", "sha256:89", "sha256:89")], package.Evidence);
        Assert.Empty(inventory.Diagnostics);
    }

    [Fact]
    public void Inspector_nests_binaries_under_their_source()
    {
        var package = Assert.Single(Read(
            """
            {"bomFormat":"CycloneDX","components":[{"type":"library","name":"openssl","purl":"pkg:deb/debian/openssl@3.0.11?distro=bookworm",
             "components":[{"type":"library","name":"libssl3","purl":"pkg:deb/debian/libssl3@3.0.11?arch=amd64&distro=bookworm",
              "properties":[{"name":"amazon:inspector:sbom_generator:source_path","value":"/var/lib/dpkg/status"}]}]}]}
            """).Packages);

        Assert.Equal(("libssl3", "openssl", "Debian", "12"), (package.Coordinate.Name, package.Coordinate.SourceName, package.Coordinate.Ecosystem, package.Coordinate.Release));
        Assert.Equal("var/lib/dpkg/status", package.Evidence[0].Path);
    }

    [Fact]
    public void Syft_tells_distribution_layers_and_places()
    {
        var inventory = Read(
            """
            {"artifacts":[{"id":"1","name":"busybox","version":"1.36.1-r5","type":"apk","locations":[{"path":"/lib/apk/db/installed","layerID":"sha256:aa"}],
              "licenses":[{"value":"GPL-2.0-only","spdxExpression":"GPL-2.0-only"}],"purl":"pkg:apk/alpine/busybox@1.36.1-r5?arch=x86_64&distro=alpine-3.18.4"}],
             "source":{"type":"image","metadata":{"userInput":"alpine:3.18","manifestDigest":"sha256:dd","layers":[{"digest":"sha256:aa"}]}},
             "distro":{"prettyName":"Alpine Linux v3.18","id":"alpine","versionID":"3.18.4"},
             "schema":{"version":"16.0.0","url":"https://raw.githubusercontent.com/anchore/syft/main/schema/json/schema-16.0.0.json"}}
            """);

        Assert.Equal(("Alpine", "3.18", "Alpine Linux v3.18"), (inventory.OperatingSystem?.Ecosystem, inventory.OperatingSystem?.Release, inventory.OperatingSystem?.PrettyName));
        Assert.Equal(new ArtifactIdentity(ArtifactKind.Image, "alpine:3.18", "sha256:dd"), inventory.Artifact);
        Assert.Equal("sha256:aa", Assert.Single(inventory.Layers).DiffId);
        Assert.Equal(("GPL-2.0-only", new Evidence("lib/apk/db/installed", "sha256:aa", "sha256:aa")), (inventory.Packages[0].License, inventory.Packages[0].Evidence[0]));
    }

    [Fact]
    public void Tag_value_of_others_is_read_over_texts_of_many_lines()
    {
        var inventory = Read(
            """
            SPDXVersion: SPDX-2.2
            DocumentName: shop
            PackageName: shop
            SPDXID: SPDXRef-shop
            PackageComment: <text>a comment
            PackageName: not this</text>
            ##### Package: curl
            PackageName: curl
            SPDXID: SPDXRef-curl
            PackageVersion: 7.88.1
            PackageSupplier: Person: Jane Doe (jane@example.org)
            ExternalRef: PACKAGE-MANAGER purl pkg:deb/debian/curl@7.88.1-10?distro=debian-12
            Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-shop
            """);

        var package = Assert.Single(inventory.Packages);
        Assert.Equal(("shop", "curl", "Jane Doe (jane@example.org)"), (inventory.Artifact.Name, package.Coordinate.Name, package.Vendor));
        Assert.Empty(inventory.Diagnostics);
    }

    [Theory]
    [InlineData("""{"_type":"https://in-toto.io/Statement/v1","predicateType":"https://spdx.dev/Document","predicate":DOCUMENT}""")]
    [InlineData("""{"sbom":DOCUMENT}""")]
    public void A_document_in_a_statement_or_an_answer_is_read(string wrapper)
    {
        const string Document =
            """{"spdxVersion":"SPDX-2.3","packages":[{"SPDXID":"SPDXRef-a","name":"a","externalRefs":[{"referenceCategory":"PACKAGE-MANAGER","referenceType":"purl","referenceLocator":"pkg:npm/a@1.0.0"}]}]}""";

        Assert.Single(Read(wrapper.Replace("DOCUMENT", Document, StringComparison.Ordinal)).Packages);
        Assert.Single(Read($$"""{"payloadType":"application/vnd.in-toto+json","payload":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes(Document))}}"}""").Packages);
    }

    [Fact]
    public void What_cannot_be_matched_is_said()
    {
        var inventory = Read(
            """
            {"bomFormat":"CycloneDX","components":[{"type":"library","name":"no purl"},{"type":"file","name":"a file"},{"type":"library","name":"bad","purl":"pkg:"},
             {"type":"library","name":"good","purl":"pkg:npm/a@1"},{"type":"library
            """);

        Assert.Single(inventory.Packages);
        Assert.Equal([SbomCodes.NoPackageUrl, SbomCodes.DocumentDamaged, SbomCodes.PackageUrlInvalid], inventory.Diagnostics.Select(one => one.Code));
        Assert.True(inventory.IsPartial);
    }

    [Theory]
    [InlineData("""{"bomFormat":"CycloneDX","components":[]}""")]
    [InlineData("""{"spdxVersion":"SPDX-2.3","packages":[{"name":"i","externalRefs":[{"referenceType":"purl","referenceLocator":"pkg:oci/i@sha256:00"}]}]}""")]
    public void A_document_without_packages_is_not_clean(string document)
    {
        Assert.Equal(SbomCodes.NothingListed, Assert.Single(Read(document).Diagnostics).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1,2]")]
    [InlineData("{\"bomFormat\":\"Other\"}")]
    [InlineData("<html/>")]
    [InlineData("<bom")]
    [InlineData("hello")]
    public void Anything_else_is_refused(string document)
    {
        var refusal = Assert.Throws<ArtifactException>(() => Read(document));

        Assert.Contains("is no bill of materials", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Entities_are_not_expanded()
    {
        Assert.Throws<ArtifactException>(() => Read("""<!DOCTYPE bom [<!ENTITY a "b">]><bom xmlns="http://cyclonedx.org/schema/bom/1.4">&a;</bom>"""));
    }

    [Fact]
    public void Deep_nesting_is_bounded()
    {
        var json = "{\"bomFormat\":\"CycloneDX\",\"components\":[" + string.Concat(Enumerable.Repeat("{\"components\":[", 10_000));
        var xml = "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.4\"><components>" + string.Concat(Enumerable.Repeat("<component><components>", 200))
            + string.Concat(Enumerable.Repeat("</components></component>", 200)) + "</components></bom>";

        Assert.True(Read(json).IsPartial);
        Assert.Contains(SbomCodes.TooManyComponents, Read(xml).Diagnostics.Select(one => one.Code));
    }

    [Fact]
    public void More_components_than_the_bound_are_said()
    {
        var inventory = SbomReader.Read("list", "pkg:npm/a@1\npkg:npm/b@1\npkg:npm/c@1"u8.ToArray(), ScanLimits.Default with { MaxPackages = 2 });

        Assert.Equal(2, inventory.Packages.Count);
        Assert.Equal(SbomCodes.TooManyComponents, Assert.Single(inventory.Diagnostics).Code);
    }

    [Property(MaxTest = 400)]
    public bool No_mutation_of_a_document_breaks_the_reader(byte format, ushort at, byte value, ushort cut)
    {
        using var stream = new MemoryStream();
        SbomFormats.All[format % SbomFormats.All.Count].Write(new SbomDocument(Samples.DebianImage, Samples.Noon), stream);
        var bytes = stream.ToArray();
        bytes[at % bytes.Length] = value;
        bytes = cut % 3 == 0 ? bytes[..(cut % bytes.Length)] : bytes;
        try
        {
            return SbomReader.Read("mutated", bytes, ScanLimits.Default).Packages.Items.All(package => package.Owner is not null);
        }
        catch (ArtifactException)
        {
            return true;
        }
    }

    [Fact]
    public void Documents_of_other_tools_read()
    {
        var folder = Path.Combine(Repository.Shared ?? "", "samples", "sbom");
        Assert.SkipUnless(Directory.Exists(folder), "The samples are not beside this checkout.");

        Assert.All(Directory.GetFiles(folder), file => Assert.NotNull(SbomReader.Read(file, File.ReadAllBytes(file), ScanLimits.Default)));
    }

    private static Inventory Read(string document) => SbomReader.Read("document", Encoding.UTF8.GetBytes(document), ScanLimits.Default);
}
