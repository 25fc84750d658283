using System.Text;
using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems;
using Vigil.Scanning.Ecosystems.Joining;
using Vigil.Scanning.Ecosystems.OperatingSystems;
using Vigil.Scanning.Ecosystems.Ownership;
using Vigil.Scanning.Extraction;

namespace Vigil.Tests.Ecosystems.Joining;

public sealed class InventoryBuilderTests
{
    private static readonly VisibleFile Debian12 = new("etc/os-release", [new IdentityFile("ID=debian\nVERSION_ID=12")], "sha256:0", []);

    [Fact]
    public void Package_takes_ecosystem_and_release_of_the_operating_system()
    {
        var package = Assert.Single(Build(ArtifactKind.Directory, Debian12, Database(Fact("libssl3", "3.0.11-1") with { SourceName = "openssl" })).Packages);

        Assert.Equal(("Debian", "12", "openssl"), (package.Coordinate.Ecosystem, package.Coordinate.Release, package.Coordinate.SourceName));
        Assert.Equal("pkg:deb/debian/libssl3@3.0.11-1?arch=amd64&distro=debian-12&upstream=openssl", package.Purl.ToString());
    }

    [Fact]
    public void Introducing_layer_is_the_first_from_which_on_the_version_stays()
    {
        var old = Fact("a", "1");
        var upgraded = Fact("a", "2");
        var file = new VisibleFile("var/lib/dpkg/status", [upgraded, Fact("b", "1"), Fact("c", "1")], "sha256:4",
        [
            new EarlierCopy("sha256:1", [old, Fact("b", "1")]),
            new EarlierCopy("sha256:2", [upgraded, Fact("b", "1")]),
            new EarlierCopy("sha256:3", [upgraded]),
        ]);

        var packages = Build(ArtifactKind.Image, Debian12, file).Packages;

        Assert.Equal(["sha256:2", "sha256:4", "sha256:4"], packages.Select(package => package.Evidence[0].LayerDiffId));
        Assert.All(packages, package => Assert.Equal("sha256:4", package.Evidence[0].FinalLayerDiffId));
    }

    [Fact]
    public void Package_seen_in_two_places_is_one_package_with_two_proofs()
    {
        var inventory = Build(
            ArtifactKind.Image, Debian12,
            new VisibleFile("var/lib/dpkg/status", [Fact("a", "1")], "", []),
            new VisibleFile("var/lib/dpkg/status.d/a", [Fact("a", "1")], "", []));

        Assert.Equal(["var/lib/dpkg/status", "var/lib/dpkg/status.d/a"], Assert.Single(inventory.Packages).Evidence.Select(evidence => evidence.Path));
    }

    [Theory]
    [InlineData("dpkg", "debian", "12", "NodeSource Support <support@nodesource.com>", PackageContext.ThirdParty)]
    [InlineData("dpkg", "debian", "12", "Debian Javascript Maintainers <pkg-javascript-devel@lists.alioth.debian.org>", PackageContext.None)]
    [InlineData("rpm", "almalinux", "9.4", "NodeSource", PackageContext.ThirdParty)]
    [InlineData("rpm", "almalinux", "9.4", "AlmaLinux", PackageContext.None)]
    [InlineData("dpkg", "kali", "2024.1", "NodeSource Support <support@nodesource.com>", PackageContext.None)]
    public void Packages_that_the_distribution_did_not_build_are_told_apart(string kind, string id, string version, string vendor, PackageContext context)
    {
        var system = new VisibleFile("etc/os-release", [new IdentityFile($"ID={id}\nVERSION_ID={version}")], "", []);

        var inventory = Build(ArtifactKind.Host, system, Database(Fact("nodejs", "20.1-1") with { Kind = kind, Vendor = vendor }));

        Assert.Equal(context, Assert.Single(inventory.Packages).Context);
    }

    [Fact]
    public void A_kernel_in_an_image_is_one_whoever_built_it()
    {
        var kernel = Fact("linux-image-6.8.12-1-pve", "6.8.12-1") with { Vendor = "Proxmox Support Team <support@proxmox.com>" };

        Assert.Equal(PackageContext.KernelInImage, Assert.Single(Build(ArtifactKind.Image, Debian12, Database(kernel)).Packages).Context);
    }

    [Fact]
    public void Packages_stand_in_ordinal_order()
    {
        var inventory = Build(ArtifactKind.Directory, Debian12, Database(Fact("b", "1"), Fact("B", "1"), Fact("a", "2"), Fact("a", "10")));

        Assert.Equal(["B 1", "a 10", "a 2", "b 1"], inventory.Packages.Select(package => $"{package.Coordinate.Name} {package.Coordinate.Version}"));
    }

    [Fact]
    public void Older_form_of_an_rpm_database_is_left_aside()
    {
        var inventory = Build(
            ArtifactKind.Directory,
            new VisibleFile("var/lib/rpm/Packages", [Fact("old", "1") with { Kind = "rpm" }], "", []),
            new VisibleFile("var/lib/rpm/rpmdb.sqlite", [Fact("new", "1") with { Kind = "rpm" }], "", []));

        Assert.Equal("new", Assert.Single(inventory.Packages).Coordinate.Name);
        Assert.Equal(EcosystemCodes.StaleDatabase, Assert.Single(inventory.Diagnostics).Code);
    }

    [Fact]
    public void Rpm_takes_epoch_module_and_source_into_its_coordinate()
    {
        var fact = new PackageFact
        {
            Kind = "rpm",
            Name = "nodejs-libs",
            Version = "1:18.2-1.el8",
            Arch = "x86_64",
            SourceRpm = "nodejs-18.2-1.el8.src.rpm",
            ModularityLabel = "nodejs:18:8080020:abc",
        };
        var rhel = new VisibleFile("etc/os-release", [new IdentityFile("ID=rhel\nVERSION_ID=8.9")], "", []);

        var package = Assert.Single(Build(ArtifactKind.Directory, rhel, new VisibleFile("var/lib/rpm/Packages", [fact], "", [])).Packages);

        var coordinate = package.Coordinate;
        Assert.Equal(
            ("Red Hat", "8", "nodejs", "1:18.2-1.el8", "nodejs:18"),
            (coordinate.Ecosystem, coordinate.Release, coordinate.SourceName, coordinate.EffectiveSourceVersion, coordinate.ModuleStream));
        Assert.Equal("pkg:rpm/redhat/nodejs-libs@18.2-1.el8?arch=x86_64&distro=rhel-8.9&epoch=1&upstream=nodejs-18.2-1.el8.src.rpm", package.Purl.ToString());
    }

    [Fact]
    public void Installed_esm_packages_tell_of_ubuntu_pro()
    {
        var ubuntu = new VisibleFile("etc/os-release", [new IdentityFile("ID=ubuntu\nVERSION_ID=18.04")], "", []);

        var system = Build(ArtifactKind.Image, ubuntu, Database(Fact("openssl", "1.1.1-1ubuntu2.1~18.04.23+esm3"))).OperatingSystem;

        Assert.Equal(["esm-installed"], system?.Entitlements);
    }

    [Fact]
    public void Unknown_distribution_keeps_its_packages_and_says_so()
    {
        var kali = new VisibleFile("etc/os-release", [new IdentityFile("ID=kali\nVERSION_ID=2024.1")], "", []);

        var inventory = Build(ArtifactKind.Directory, kali, Database(Fact("a", "1")));

        Assert.Equal("kali", Assert.Single(inventory.Packages).Coordinate.Ecosystem);
        Assert.Equal(EcosystemCodes.UnknownDistribution, Assert.Single(inventory.Diagnostics).Code);
    }

    [Fact]
    public void Without_operating_system_the_packages_are_listed_all_the_same()
    {
        var inventory = Build(ArtifactKind.Directory, Database(Fact("a", "1")));

        Assert.Null(inventory.OperatingSystem);
        Assert.Equal("pkg:deb/linux/a@1?arch=amd64", Assert.Single(inventory.Packages).Purl.ToString());
    }

    [Theory]
    [InlineData("node-semver", "", "node-semver")]
    [InlineData("somebody-else", "", "")]
    [InlineData("node-semver", "NodeSource <x@nodesource.com>", "")]
    public void Language_package_is_owned_when_its_file_is_of_a_package_that_the_distribution_built(string lister, string vendor, string owner)
    {
        const string Path = "usr/share/nodejs/a/node_modules/semver/package.json";
        var list = new VisibleFile($"var/lib/dpkg/info/{lister}.list", [new OwnedFiles(lister, [OwnedPath.HashOf(Encoding.UTF8.GetBytes(Path))])], "", []);

        var inventory = Build(ArtifactKind.Image, Debian12, Database(Fact("node-semver", "7") with { Vendor = vendor }), list, new VisibleFile(Path, [Npm("semver", "7.3.0")], "", []));

        Assert.Equal(owner, Assert.Single(inventory.Packages, package => package.Coordinate.Ecosystem == "npm").Owner);
    }

    [Fact]
    public void Package_that_also_lies_elsewhere_is_owned_by_nobody()
    {
        const string Owned = "usr/share/nodejs/semver/node_modules/semver/package.json";
        var list = new VisibleFile("var/lib/dpkg/info/semver.list", [new OwnedFiles("semver", [OwnedPath.HashOf(Encoding.UTF8.GetBytes(Owned))])], "", []);
        VisibleFile[] copies = [new VisibleFile(Owned, [Npm("semver", "7.3.0")], "", []), new VisibleFile("app/node_modules/semver/package.json", [Npm("semver", "7.3.0")], "", [])];

        var package = Assert.Single(Build(ArtifactKind.Image, [Debian12, Database(Fact("semver", "1")), list, .. copies]).Packages, one => one.Coordinate.Ecosystem == "npm");

        Assert.Equal(["semver", ""], package.Evidence.Select(evidence => evidence.OwnedBy));
        Assert.Equal("", package.Owner);
    }

    [Fact]
    public void Lock_file_of_a_distribution_package_is_left_aside()
    {
        const string Path = "usr/share/nodejs/a/package-lock.json";
        var list = new VisibleFile("var/lib/dpkg/info/node-a.list", [new OwnedFiles("node-a", [OwnedPath.HashOf(Encoding.UTF8.GetBytes(Path))])], "", []);

        var inventory = Build(ArtifactKind.Image, Debian12, list, new VisibleFile(Path, [Npm("b", "1") with { IsLocked = true }], "", []));

        Assert.Empty(inventory.Packages);
        Assert.Equal(EcosystemCodes.LockFileOfDistribution, Assert.Single(inventory.Diagnostics).Code);
        Assert.False(inventory.IsPartial);
    }

    [Fact]
    public void Lock_file_beside_installed_packages_only_tells_more_about_them()
    {
        var direct = new Dependency { Relation = DependencyRelation.Direct, Scope = DependencyScope.Runtime };
        var locked = new VisibleFile("app/package-lock.json", [Npm("a", "1") with { IsLocked = true, Dependency = direct }, Npm("dev-only", "1") with { IsLocked = true }], "", []);
        var other = new VisibleFile("other/package-lock.json", [Npm("not-installed", "1") with { IsLocked = true }], "", []);

        var packages = Build(ArtifactKind.Image, locked, new VisibleFile("app/node_modules/a/package.json", [Npm("a", "1")], "", []), other).Packages;

        Assert.Equal(["a", "not-installed"], packages.Select(package => package.Coordinate.Name));
        Assert.Equal(direct, packages[0].Dependency);
    }

    private static PackageFact Npm(string name, string version) => new() { Kind = "npm", Name = name, Version = version };

    private static PackageFact Fact(string name, string version) => new() { Kind = "dpkg", Name = name, Version = version, Arch = "amd64" };

    private static VisibleFile Database(params FileFact[] facts) => new("var/lib/dpkg/status", facts, "", []);

    private static Inventory Build(ArtifactKind kind, params VisibleFile[] files) =>
        InventoryBuilder.Build(new ArtifactView { Artifact = new ArtifactIdentity(kind, "test"), Files = files });
}
