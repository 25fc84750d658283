using Vigil.Scanning.Artifacts;
using Vigil.Scanning.Ecosystems;
using Vigil.Scanning.Ecosystems.Java;
using Vigil.Scanning.Extraction;
using Vigil.Tests.Support;

namespace Vigil.Tests.Ecosystems.Java;

public sealed class JarExtractorTests
{
    private const string Properties = "META-INF/maven/g/a/pom.properties";

    [Theory]
    [InlineData("app/x.jar", true)]
    [InlineData("app/X.WAR", true)]
    [InlineData("app/x.ear", true)]
    [InlineData("app/x.par", true)]
    [InlineData("app/x.jar.txt", false)]
    [InlineData("app/.jar", false)]
    [InlineData("app/jar", false)]
    public void Wants_archives_by_their_names(string path, bool wanted) => Assert.Equal(wanted, Extracted.Wants(new JarExtractor(), path));

    [Fact]
    public void Properties_of_Maven_tell_the_coordinate() =>
        Assert.Equal(["g:a 1.2 "], Read(new ZipBuilder().Add(Properties, "#c\nversion=1.2\r\ngroupId = g\nartifactId:a\n")));

    [Fact]
    public void Shaded_libraries_are_found_beside_the_archive_itself() => Assert.Equal(
        ["g:a 1 ", "h:b 2 "],
        Read(new ZipBuilder().Add(Properties, Maven("g", "a", "1")).Add("META-INF/maven/h/b/pom.properties", Maven("h", "b", "2"))));

    [Fact]
    public void Libraries_that_were_moved_inside_another_are_found() => Assert.Equal(["g:a 1 "], Read(new ZipBuilder().Add("shaded/x/pom.properties", Maven("g", "a", "1"))));

    [Fact]
    public void Pom_counts_where_there_are_no_properties() => Assert.Equal(
        ["p:a 3 "],
        Read(new ZipBuilder().Add("META-INF/maven/g/a/pom.xml", "<project><parent><groupId>p</groupId><artifactId>q</artifactId><version>3</version></parent><artifactId>a</artifactId></project>")));

    [Fact]
    public void Archives_in_archives_are_found_with_their_path()
    {
        var inner = new ZipBuilder { SizesFollow = true }.Add(Properties, Maven("g", "a", "1")).Build();
        var war = new ZipBuilder().Add("WEB-INF/lib/a.jar", inner).Build();

        Assert.Equal(["g:a 1 s.war!/WEB-INF/lib/a.jar"], Read(new ZipBuilder { SizesFollow = true }.Add("s.war", war, method: 0)));
    }

    [Fact]
    public void Nesting_is_bounded()
    {
        var jar = new ZipBuilder().Add(Properties, Maven("g", "a", "1")).Build();
        for (var depth = 0; depth < 20; depth++)
        {
            jar = new ZipBuilder().Add("x.jar", jar).Build();
        }

        var found = Extracted.From(new JarExtractor(), "x.jar", jar);

        Assert.Empty(found.Packages);
        Assert.Equal(ArtifactCodes.LimitReached, Assert.Single(found.Diagnostics).Code);
    }

    [Fact]
    public void Damaged_archive_inside_does_not_hide_the_others()
    {
        var sound = new ZipBuilder().Add(Properties, Maven("g", "a", "1")).Build();
        var found = Extracted.From(new JarExtractor(), "x.war", new ZipBuilder().Add("bad.jar", "no zip").Add("good.jar", sound).Build());

        Assert.Equal("g:a", Assert.Single(found.Packages).Name);
        Assert.Equal(EcosystemCodes.DamagedFile, Assert.Single(found.Diagnostics).Code);
    }

    [Fact]
    public void Encrypted_metadata_is_reported()
    {
        var found = Extracted.From(new JarExtractor(), "x.jar", new ZipBuilder().Add(Properties, Maven("g", "a", "1"), isStored: true, isEncrypted: true).Build());

        Assert.Empty(found.Packages);
        Assert.Equal(ArtifactCodes.EntryUnreadable, Assert.Single(found.Diagnostics).Code);
    }

    [Theory]
    [InlineData("lib/commons-lang-2.6.jar", "", "commons-lang:commons-lang 2.6 ")]
    [InlineData("lib/spring3-core-3.x.jar", "Implementation-Title: spring-core\nImplementation-Version: 4.3.30.RELEASE\n", "org.springframework:spring-core 4.3.30.RELEASE ")]
    [InlineData("lib/batik-all.jar", "Implementation-Title: org.apache.xmlgraphics:batik-all\nImplementation-Version: 1.16\n", "org.apache.xmlgraphics:batik-all 1.16 ")]
    [InlineData("lib/mockito-inline-2.23.0.jar", "Bundle-SymbolicName: org.mockito.mockito-inline\nBundle-Version: unspecified\n", "org.mockito:mockito-inline 2.23.0 ")]
    [InlineData("lib/bcpkix-1.72.jar", "Implementation-Vendor-Id: org.boun\n cycastle\n", "org.bouncycastle:bcpkix 1.72 ")]
    [InlineData("org.eclipse.sisu.inject-0.3.5.jar", "", "org.eclipse.sisu:org.eclipse.sisu.inject 0.3.5 ")]
    [InlineData("lib/freemarker-17.jar", "Bundle-Version: 2.3.31.stable\n", "org.freemarker:freemarker 2.3.31.stable ")]
    [InlineData("lib/javax.inject-1.jar", "Bundle-SymbolicName: javax.inject\nBundle-Version: 1.0.0\n", "javax.inject:javax.inject 1 ")]
    [InlineData("lib/commons-lang.jar", "Bundle-SymbolicName: org.apache.commons.lang\nImplementation-Vendor-Id: org.apache\nImplementation-Version: 2.6\n", "commons-lang:commons-lang 2.6 ")]
    [InlineData("x.jar", "Bundle-SymbolicName: com.google.guava.failureaccess;singleton:=true\nBundle-Version: 1.0.1\n", "com.google.guava:failureaccess 1.0.1 ")]
    [InlineData("axis.jar", "\nName: org/apache/axis\nImplementation-Version: 1.4 1855 April 22 2006\n", "org.apache.axis:axis 1.4 ")]
    public void Manifest_and_file_name_tell_of_archives_that_Maven_did_not_build(string path, string manifest, string expected)
    {
        var found = Extracted.From(new JarExtractor(), path, new ZipBuilder().Add("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n" + manifest).Build());

        var package = Assert.Single(found.Packages);
        Assert.Equal(expected, Describe(package));
        Assert.True(package.IsGuess);
    }

    [Fact]
    public void Archive_that_nothing_names_is_no_package() =>
        Assert.Empty(Extracted.From(new JarExtractor(), "app.jar", new ZipBuilder().Add("META-INF/MANIFEST.MF", "Implementation-Title: app\nImplementation-Version: 1.0\n").Build()).Packages);

    [Fact]
    public void Archive_in_a_stream_is_read_without_keeping_it()
    {
        var nested = new ZipBuilder { SizesFollow = true }.Add("x.class", new byte[5 << 20], method: 0).Add(Properties, Maven("g", "a", "1")).Build();
        var jar = new ZipBuilder { SizesFollow = true }.Add("x.jar", nested).Build();
        var stream = new MemoryStream(jar);
        using var content = new StreamedFile(stream.Read, jar.Length, maxBytes: 1_000);
        var sink = new FactSink();

        new JarExtractor().Extract("boot.jar", content, sink);

        Assert.Empty(sink.Diagnostics);
        Assert.Equal("g:a 1 x.jar", Describe(Assert.IsType<PackageFact>(Assert.Single(sink.Facts))));
    }

    private static IEnumerable<string> Read(ZipBuilder jar)
    {
        var found = Extracted.From(new JarExtractor(), "boot.jar", jar.Build());
        Assert.Empty(found.Diagnostics);
        return found.Packages.Select(Describe);
    }

    private static string Maven(string group, string artifact, string version) => $"groupId={group}\nartifactId={artifact}\nversion={version}\n";

    private static string Describe(PackageFact package) => $"{package.Name} {package.Version} {package.InnerPath}";
}
