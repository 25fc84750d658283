using Vigil.Scanning.Ecosystems.OperatingSystems;

namespace Vigil.Tests.Ecosystems.OperatingSystems;

public sealed class OperatingSystemIdentityTests
{
    [Theory]
    [InlineData("ID=alpine\nVERSION_ID=3.20.3", "Alpine", "3.20")]
    [InlineData("ID=alpine\nVERSION_ID=3.21.0_alpha20240923", "Alpine", "edge")]
    [InlineData("ID=wolfi\nVERSION_ID=20230201", "Wolfi", "")]
    [InlineData("ID=chainguard\nVERSION_ID=20230214", "Chainguard", "")]
    [InlineData("ID=debian\nVERSION_ID=\"12\"", "Debian", "12")]
    [InlineData("ID=debian\nVERSION_CODENAME=forky", "Debian", "14")]
    [InlineData("ID=raspbian\nVERSION_ID=\"11\"\nID_LIKE=debian", "Debian", "11")]
    [InlineData("ID=ubuntu\nVERSION_ID=\"22.04\"\nID_LIKE=debian\nUBUNTU_CODENAME=jammy", "Ubuntu", "22.04")]
    [InlineData("ID=linuxmint\nVERSION_ID=\"21.2\"\nID_LIKE=\"ubuntu debian\"\nUBUNTU_CODENAME=jammy", "Ubuntu", "22.04")]
    [InlineData("ID=\"rhel\"\nVERSION_ID=\"8.9\"", "Red Hat", "8")]
    [InlineData("ID=\"centos\"\nVERSION_ID=\"9\"", "Red Hat", "9")]
    [InlineData("ID=\"almalinux\"\nVERSION_ID=\"9.2\"", "AlmaLinux", "9")]
    [InlineData("ID=\"rocky\"\nVERSION_ID=\"9.3\"", "Rocky Linux", "9")]
    [InlineData("ID=\"ol\"\nVERSION_ID=\"8.8\"", "Oracle Linux", "8")]
    [InlineData("ID=fedora\nVERSION_ID=39", "Fedora", "39")]
    [InlineData("ID=\"amzn\"\nVERSION_ID=\"2018.03\"", "Amazon Linux", "1")]
    [InlineData("ID=\"amzn\"\nVERSION_ID=\"2\"", "Amazon Linux", "2")]
    [InlineData("ID=\"amzn\"\nVERSION_ID=\"2023\"", "Amazon Linux", "2023")]
    [InlineData("ID=\"sles\"\nVERSION_ID=\"15.5\"", "SUSE", "15.5")]
    [InlineData("ID=\"opensuse-leap\"\nVERSION_ID=\"15.5\"", "openSUSE", "15.5")]
    [InlineData("ID=\"opensuse-tumbleweed\"\nVERSION_ID=\"20240101\"", "openSUSE", "")]
    [InlineData("ID=photon\nVERSION_ID=4.0", "Photon OS", "4.0")]
    [InlineData("ID=mariner\nVERSION_ID=\"2.0.20230407\"", "Azure Linux", "2")]
    [InlineData("ID=azurelinux\nVERSION_ID=\"3.0\"", "Azure Linux", "3")]
    [InlineData("ID=bottlerocket\nVERSION_ID=\"1.19.0\"", "Bottlerocket", "1.19.0")]
    [InlineData("ID=openwrt\nVERSION_ID=\"21.02.1\"", "openwrt", "21.02.1")]
    public void Distribution_gives_ecosystem_and_release(string osRelease, string ecosystem, string release)
    {
        var system = Identify(("etc/os-release", osRelease));

        Assert.Equal((ecosystem, release), (system?.Ecosystem, system?.Release));
    }

    [Theory]
    [InlineData("etc/alpine-release", "3.4.6\n", "Alpine", "3.4")]
    [InlineData("etc/debian_version", "7.11\n", "Debian", "7")]
    [InlineData("etc/debian_version", "trixie/sid\n", "Debian", "13")]
    [InlineData("etc/lsb-release", "DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=14.04\nDISTRIB_CODENAME=trusty\nDISTRIB_DESCRIPTION=\"Ubuntu 14.04.6 LTS\"", "Ubuntu", "14.04")]
    [InlineData("etc/redhat-release", "Red Hat Enterprise Linux Server release 6.10 (Santiago)\n", "Red Hat", "6")]
    [InlineData("etc/centos-release", "CentOS release 6.10 (Final)\n", "Red Hat", "6")]
    [InlineData("etc/oracle-release", "Oracle Linux Server release 6.10\n", "Oracle Linux", "6")]
    [InlineData("etc/system-release", "Amazon Linux AMI release 2018.03\n", "Amazon Linux", "1")]
    [InlineData("etc/SuSE-release", "SUSE Linux Enterprise Server 11 (x86_64)\nVERSION = 11\nPATCHLEVEL = 4\n", "SUSE", "11.4")]
    [InlineData("etc/mariner-release", "CBL-Mariner 1.0.20220207\nMARINER_BUILD_NUMBER=x\n", "Azure Linux", "1")]
    public void Older_files_tell_where_os_release_is_missing(string path, string text, string ecosystem, string release)
    {
        var system = Identify((path, text));

        Assert.Equal((ecosystem, release, path), (system?.Ecosystem, system?.Release, system?.Evidence));
    }

    [Fact]
    public void Etc_wins_over_usr_lib()
    {
        var system = Identify(("usr/lib/os-release", "ID=debian\nVERSION_ID=11"), ("etc/os-release", "ID=ubuntu\nVERSION_ID=22.04"));

        Assert.Equal(("ubuntu", "etc/os-release"), (system?.Id, system?.Evidence));
    }

    [Fact]
    public void Repositories_tell_of_edge()
    {
        var system = Identify(("etc/os-release", "ID=alpine\nVERSION_ID=3.19.1"), ("etc/apk/repositories", "#http://x/v3.19/main\nhttps://dl-cdn.example/alpine/edge/main\n"));

        Assert.Equal("edge", system?.Release);
    }

    [Fact]
    public void Edge_testing_beside_a_branch_does_not_make_it_edge()
    {
        var system = Identify(("etc/os-release", "ID=alpine\nVERSION_ID=3.19.1"), ("etc/apk/repositories", "https://x/v3.19/main\nhttps://x/edge/testing\n"));

        Assert.Equal("3.19", system?.Release);
    }

    [Fact]
    public void Ubuntu_pro_services_are_entitlements()
    {
        var system = Identify(
            ("etc/os-release", "ID=ubuntu\nVERSION_ID=20.04"),
            ("var/lib/ubuntu-advantage/status.json", """{"attached":true,"services":[{"name":"esm-infra","status":"enabled"},{"name":"livepatch","status":"disabled"},7]}"""),
            ("etc/apt/sources.list.d/ubuntu-esm-apps.list", "deb https://esm.ubuntu.com/apps/ubuntu focal-apps-security main\n# deb-src x\n"));

        Assert.Equal(["esm-apps", "esm-infra"], system?.Entitlements);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"services":[{"name":"\ud800","status":"enabled"}]}""")]
    public void A_broken_status_of_ubuntu_pro_says_nothing(string status)
    {
        var system = Identify(("etc/os-release", "ID=ubuntu\nVERSION_ID=20.04"), ("var/lib/ubuntu-advantage/status.json", status));

        Assert.Equal([], system?.Entitlements);
    }

    [Fact]
    public void Enabled_amazon_extras_are_entitlements()
    {
        var system = Identify(
            ("etc/os-release", "ID=amzn\nVERSION_ID=2"),
            ("etc/yum.repos.d/amzn2-extras.repo", "[amzn2extra-docker]\nenabled = 1\nname = x\n\n[amzn2extra-docker-source]\nenabled = 1\n\n[amzn2extra-nginx1]\nenabled = 0\n"));

        Assert.Equal(["docker"], system?.Entitlements);
    }

    [Theory]
    [InlineData("bin/busybox")]
    [InlineData("usr/bin/busybox")]
    public void Busybox_alone_is_reported_as_such(string path) => Assert.Equal("busybox", Identify((path, ""))?.Id);

    [Fact]
    public void Scratch_has_no_operating_system() => Assert.Null(Identify());

    [Theory]
    [InlineData("PRETTY_NAME=\"A \\\"quoted\\\" \\$name\"", "A \"quoted\" $name")]
    [InlineData("PRETTY_NAME='single $x \\n'", "single $x \\n")]
    [InlineData("PRETTY_NAME=plain", "plain")]
    [InlineData("PRETTY_NAME=first\nPRETTY_NAME=second", "second")]
    [InlineData("# PRETTY_NAME=no\n\t\tPRETTY_NAME=\"indented\"  ", "indented")]
    [InlineData("PRETTY_NAME=\"open", "open")]
    public void Values_follow_the_quoting_rules(string text, string expected) => Assert.Equal(expected, OsRelease.Parse(text).PrettyName);

    private static Vigil.Domain.OperatingSystems.OperatingSystem? Identify(params (string Path, string Text)[] files) =>
        OperatingSystemIdentity.Identify(files.ToDictionary(file => file.Path, file => file.Text));
}
