using FsCheck.Xunit;
using Vigil.Domain.Diagnostics;
using Vigil.Domain.Packages;
using Vigil.Domain.Purl;
using OperatingSystem = Vigil.Domain.OperatingSystems.OperatingSystem;

namespace Vigil.Tests.Packages;

public sealed class InventoryEncodingTests
{
    private static readonly Inventory Full = new()
    {
        Artifact = new ArtifactIdentity(ArtifactKind.Image, "team/app:1", "sha256:0a", "amd64") { Created = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), Runtime = "python3.12" },
        OperatingSystem = new OperatingSystem
        {
            Ecosystem = "Ubuntu",
            Release = "22.04",
            Id = "ubuntu",
            VersionId = "22.04",
            PrettyName = "Ubuntu 22.04",
            Codename = "jammy",
            Entitlements = ["esm-infra"],
            Evidence = "etc/os-release",
        },
        RunningKernel = "6.1.0",
        Packages =
        [
            new Package
            {
                Coordinate = new Coordinate
                {
                    Ecosystem = "Ubuntu",
                    Release = "22.04",
                    Name = "libcurl4",
                    Version = "7.81-1",
                    Arch = "amd64",
                    ModuleStream = "m",
                    SourceName = "curl",
                    SourceVersion = "7.81",
                    Repository = "main",
                },
                Purl = PackageUrl.Parse("pkg:deb/ubuntu/libcurl4@7.81-1?arch=amd64"),
                Vendor = "Ubuntu",
                SignatureKeyId = "00",
                SourceRpm = "s",
                License = "MIT",
                Status = "install ok installed",
                Context = PackageContext.RunningKernel,
                IsGuess = true,
                Evidence = [new Evidence("var/lib/dpkg/status", "sha256:1", "sha256:2", "owner"), new Evidence("x")],
                Dependency = new Dependency
                {
                    Relation = DependencyRelation.Direct,
                    Scope = DependencyScope.Development,
                    Groups = ["dev"],
                    Path = ["a@1"],
                },
            },
        ],
        Layers = [new Layer("sha256:1", "sha256:3", "RUN apt-get install")],
        ListeningSockets = [new ListeningSocket("TCP", "::", 443, "nginx", "/usr/sbin/nginx", "nginx-core"), new ListeningSocket("UDP", "127.0.0.1", 53)],
        Diagnostics = [new Diagnostic(new DiagnosticCode(1003), "a", "b"), new Diagnostic(new DiagnosticCode(1004, IsNotice: true), "c", "d")],
    };

    [Fact]
    public void An_inventory_comes_back_as_it_was()
    {
        Assert.Equal(Full, InventoryDecoder.Decode(InventoryEncoder.Encode(Full)));
    }

    [Fact]
    public void What_was_written_before_sockets_were_seen_is_read_as_one_without()
    {
        // {} as version 1 wrote it: no texts but the empty one, and nothing after the diagnostics
        byte[] body = [1, 0, .. new byte[16]];
        using var bytes = new MemoryStream();
        bytes.WriteByte(1);
        using (var packed = new System.IO.Compression.ZLibStream(bytes, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            packed.Write(body.AsSpan(0, 13));
        }

        Assert.Empty(InventoryDecoder.Decode(bytes.ToArray()).ListeningSockets.Items);
    }

    [Fact]
    public void Every_member_is_in_it()
    {
        Assert.All(typeof(Package).GetProperties(), property => Assert.NotEqual(property.GetValue(new Package
        {
            Coordinate = new Coordinate { Ecosystem = "", Name = "", Version = "" },
            Purl = PackageUrl.Parse("pkg:generic/a"),
            Evidence = [new Evidence("")],
        }), property.Name == nameof(Package.Owner) ? "-" : property.GetValue(Full.Packages[0])));
    }

    [Property(MaxTest = 500)]
    public void Damaged_bytes_are_refused_or_read_and_never_crash(int at, byte value, int length)
    {
        var bytes = InventoryEncoder.Encode(Full);
        bytes[(int)((uint)at % bytes.Length)] = value;

        var error = Record.Exception(() => InventoryDecoder.Decode(bytes.AsMemory(0, (int)((uint)length % (bytes.Length + 1)))));

        Assert.True(error is null or FormatException, $"{error}");
    }
}
