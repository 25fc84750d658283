using Vigil.Domain.Diagnostics;
using Vigil.Domain.Packages;
using Vigil.Domain.Purl;
using Vigil.Scanning.Artifacts;
using Vigil.Scanning.Ecosystems;
using OperatingSystem = Vigil.Domain.OperatingSystems.OperatingSystem;

namespace Vigil.Tests.Sbom;

/// <summary>Inventories that have what bills of materials find hard.</summary>
internal static class Samples
{
    public const string BaseLayer = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    public const string OwnLayer = "sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

    public static DateTimeOffset Noon { get; } = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Debian, with a source of another name and version, a package of another archive, and a language package.</summary>
    public static Inventory DebianImage { get; } = new()
    {
        Artifact = new ArtifactIdentity(ArtifactKind.Image, "registry.example/shop:1.2", "sha256:0123", "amd64") { Created = Noon },
        OperatingSystem = new OperatingSystem
        {
            Ecosystem = "Debian",
            Release = "12",
            Id = "debian",
            VersionId = "12",
            PrettyName = "Debian GNU/Linux 12 (bookworm)",
            Codename = "bookworm",
            Evidence = "usr/lib/os-release",
        },
        Packages =
        [
            Deb("libssl3", "3.0.11-1~deb12u2", "openssl", ""),
            Deb("libgcc-s1", "12.2.0-14", "gcc-12", "12.2.0-14+x1") with { License = "GPL-3.0-or-later WITH GCC-exception-3.1" },
            Deb("nginx", "1:1.25-1~bookworm", "", "") with { Vendor = "nginx packaging <nginx@nginx.com>", Context = PackageContext.ThirdParty, License = "two clause\nBSD" },
            Deb("linux-image-6.1.0-18-amd64", "6.1.76-1", "linux-signed-amd64", "6.1.76+1") with { Context = PackageContext.KernelInImage },
            new Package
            {
                Coordinate = new Coordinate { Ecosystem = "npm", Name = "@babel/core", Version = "7.0.0" },
                Purl = PackageUrl.Parse("pkg:npm/%40babel/core@7.0.0"),
                Evidence = [new Evidence("app/package-lock.json", OwnLayer, OwnLayer), new Evidence("srv/package-lock.json", OwnLayer, OwnLayer)],
                License = "MIT",
                Dependency = new Dependency { Relation = DependencyRelation.Direct, Scope = DependencyScope.Development, Groups = ["dev"] },
            },
            new Package
            {
                Coordinate = new Coordinate { Ecosystem = "npm", Name = "semver", Version = "5.7.1" },
                Purl = PackageUrl.Parse("pkg:npm/semver@5.7.1"),
                Evidence = [new Evidence("usr/share/nodejs/semver/package.json", BaseLayer, BaseLayer, "node-semver")],
                Dependency = new Dependency { Relation = DependencyRelation.Transitive, Path = ["@babel/core@7.0.0"] },
            },
        ],
        Layers = [new Layer(BaseLayer, "sha256:cc", "RUN apt-get update\n && apt-get install"), new Layer(OwnLayer, OwnLayer)],
        Diagnostics =
        [
            new Diagnostic(EcosystemCodes.UnknownDistribution, "etc/os-release", "worth knowing"),
            new Diagnostic(ArtifactCodes.LayerDamaged, OwnLayer, "cut off"),
        ],
    };

    /// <summary>A host of Enterprise Linux with modules, epochs, two kernels and nothing wrong.</summary>
    public static Inventory RedHatHost { get; } = new()
    {
        Artifact = new ArtifactIdentity(ArtifactKind.Host, "/", "", "x86_64"),
        OperatingSystem = new OperatingSystem { Ecosystem = "Red Hat", Release = "9", Id = "rhel", VersionId = "9.4", PrettyName = "Red Hat Enterprise Linux 9.4 (Plow)", Evidence = "etc/os-release" },
        RunningKernel = "5.14.0-427.13.1.el9_4.x86_64",
        Packages =
        [
            Rpm("nodejs", "1:18.19.1-1.module+el9.4.0+21190+50d4a12f", "nodejs-18.19.1-1.module+el9.4.0+21190+50d4a12f.src.rpm") with { SignatureKeyId = "199e2f91fd431d51" } is var node
                ? node with { Coordinate = node.Coordinate with { ModuleStream = "nodejs:18", Repository = "enterprise_linux:9::appstream" } }
                : node,
            Rpm("kernel-core", "5.14.0-427.13.1.el9_4", "kernel-5.14.0-427.13.1.el9_4.src.rpm") with { Context = PackageContext.RunningKernel },
            Rpm("kernel-core", "5.14.0-362.8.1.el9_3", "kernel-5.14.0-362.8.1.el9_3.src.rpm") with { Context = PackageContext.OtherKernel },
            Rpm("openssl-libs", "1:3.0.7-27.el9", "openssl-3.0.7-27.el9.src.rpm"),
        ],
    };

    private static Package Deb(string name, string version, string source, string sourceVersion) => new()
    {
        Coordinate = new Coordinate { Ecosystem = "Debian", Release = "12", Name = name, Version = version, Arch = "amd64", SourceName = source, SourceVersion = sourceVersion },
        Purl = PackageUrl.Create(
            "deb", "debian", name, version,
            [new("arch", "amd64"), new("distro", "debian-12"), new("upstream", sourceVersion.Length > 0 ? $"{source}@{sourceVersion}" : source)]),
        Evidence = [new Evidence("var/lib/dpkg/status", BaseLayer, OwnLayer)],
        Status = "install ok installed",
    };

    private static Package Rpm(string name, string version, string sourceRpm)
    {
        var colon = version.IndexOf(':', StringComparison.Ordinal);
        var epoch = colon < 0 ? "" : version[..colon];
        var source = sourceRpm[..^".src.rpm".Length];
        var release = source.LastIndexOf('-', source.LastIndexOf('-') - 1);
        var sourceVersion = epoch.Length > 0 ? $"{epoch}:{source[(release + 1)..]}" : source[(release + 1)..];
        return new Package
        {
            Coordinate = new Coordinate
            {
                Ecosystem = "Red Hat",
                Release = "9",
                Name = name,
                Version = version,
                Arch = "x86_64",
                SourceName = source[..release],
                SourceVersion = sourceVersion == version ? "" : sourceVersion,
            },
            Purl = PackageUrl.Create(
                "rpm", "redhat", name, version[(colon + 1)..],
                [new("arch", "x86_64"), new("distro", "rhel-9.4"), new("epoch", epoch), new("upstream", sourceRpm)]),
            Evidence = [new Evidence("var/lib/rpm/rpmdb.sqlite")],
            SourceRpm = sourceRpm,
            Vendor = "Red Hat, Inc.",
        };
    }
}
