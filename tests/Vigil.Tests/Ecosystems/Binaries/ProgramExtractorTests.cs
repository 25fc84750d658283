using System.Buffers.Binary;
using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems.Binaries;
using Vigil.Scanning.Ecosystems.Go;
using Vigil.Scanning.Ecosystems.Joining;
using Vigil.Scanning.Ecosystems.Rust;
using Vigil.Scanning.Extraction;
using Vigil.Tests.Support;

namespace Vigil.Tests.Ecosystems.Binaries;

public sealed class ProgramExtractorTests
{
    private static readonly ProgramExtractor Go = new("go-binary", new GoProgramReader()), Rust = new("rust-binary", new CargoAuditableReader());

    public static TheoryData<string> GoSamples => [.. FormatSamples.Of("go-binary").Select(sample => sample.Path)];

    // an ELF file, a PE file, a Mach-O file, and one with a Mach-O file in it for each processor
    [Theory]
    [MemberData(nameof(GoSamples))]
    public void Go_programs_tell_their_modules(string path)
    {
        var bytes = FormatSamples.Of("go-binary").Single(sample => sample.Path == path).Bytes;
        string[] expected = ["stdlib 1.22.1", "example.com/shop (devel)", "github.com/google/uuid v1.3.0", "example.com/fork/net v0.18.0", "example.com/local (devel)"];

        Assert.Equal(expected, Extracted.From(Go, path, bytes).Packages.Select(Completed.Describe));
        Assert.Equal(expected, InStream(Go, path, bytes));
    }

    [Fact]
    public void Rust_programs_tell_their_crates()
    {
        var (path, bytes) = FormatSamples.Of("rust-binary")[0];

        var found = Extracted.From(Rust, path, bytes);

        Assert.Empty(found.Diagnostics);
        Assert.Equal(
            [
                ("adler 1.0.2", DependencyRelation.Direct, DependencyScope.Runtime), ("cc 1.0.0", DependencyRelation.Direct, DependencyScope.Development),
                ("shop 0.1.0", DependencyRelation.Unknown, DependencyScope.Unknown),
            ],
            found.Packages.Select(package => (Completed.Describe(package), package.Dependency.Relation, package.Dependency.Scope)));
        Assert.Equal(found.Packages.Select(Completed.Describe), InStream(Rust, path, bytes));
    }

    [Theory]
    [InlineData("go1.22.1", "1.22.1")]
    [InlineData("go1.21rc2", "1.21rc2")]
    [InlineData("go1.25.1 X:nocoverageredesign", "1.25.1")]
    [InlineData("go1.26.5-X:jsonv2", "1.26.5")]
    [InlineData("go1.26.5 (Red Hat 1.26.5-1.el10)", "1.26.5")]
    [InlineData("devel go1.20-2e23d5f Thu", "1.20")]
    [InlineData("devel +2e23d5f", null)]
    [InlineData("", null)]
    public void Version_of_Go_is_the_version_of_its_library(string stated, string? version) => Assert.Equal(version, GoEcosystem.Library(stated)?.Version);

    [Theory]
    [InlineData("usr/bin/x", 0x1ED, true)]
    [InlineData("usr/bin/x", 0x1A4, false)]
    [InlineData("usr/bin/x.sh", 0x1ED, false)]
    [InlineData("bootstrap", 0, true)]
    [InlineData("app.exe", 0, true)]
    [InlineData("app.txt", 0, false)]
    public void Wants_what_can_be_run(string path, int mode, bool wanted) =>
        Assert.Equal(wanted, Go.Wants(new FileEntry(System.Text.Encoding.UTF8.GetBytes(path), 100_000, mode)));

    [Fact]
    public void Text_and_other_programs_tell_nothing()
    {
        Assert.Empty(Extracted.From(Go, "x", "#!/bin/sh\n").Packages);
        Assert.Empty(Extracted.From(Go, "x", FormatSamples.Of("rust-binary")[0].Bytes).Packages);
        Assert.Empty(Extracted.From(Go, "x", "\u007FELF"u8.ToArray()).Diagnostics);
    }

    [Fact]
    public async Task A_segment_that_claims_more_than_there_is_ends_with_the_file()
    {
        const int FirstSegment = 64, Offset = 8, Length = 32;
        byte[] bytes = [.. FormatSamples.Of("program")[0].Bytes, 0];
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(FirstSegment + Offset), 8);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(FirstSegment + Length), long.MaxValue);

        var reading = Task.Run(() => SingleFile.Read("program", "shop", new MemoryFile(bytes), osRelease: ""), TestContext.Current.CancellationToken);

        await reading.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    private static IEnumerable<string> InStream(ProgramExtractor extractor, string path, byte[] bytes)
    {
        using var content = new StreamedFile(new MemoryStream(bytes).Read, bytes.Length, maxBytes: 100);
        var sink = new FactSink();
        extractor.Extract(path, content, sink);
        Assert.Empty(sink.Diagnostics);
        return sink.Facts.Cast<PackageFact>().Select(Completed.Describe);
    }
}
