using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems.Joining;
using Vigil.Scanning.Extraction;

namespace Vigil.Tests.Ecosystems.Joining;

public sealed class KernelPackagesTests
{
    [Theory]
    [InlineData("dpkg", "linux-image-6.1.0-18-amd64", "6.1.76-1", "6.1.0-18-amd64", PackageContext.RunningKernel)]
    [InlineData("dpkg", "linux-image-6.1.0-17-amd64", "6.1.69-1", "6.1.0-18-amd64", PackageContext.OtherKernel)]
    [InlineData("dpkg", "linux-image-unsigned-5.15.0-91-generic", "5.15.0-91.101", "5.15.0-91-generic", PackageContext.RunningKernel)]
    [InlineData("dpkg", "linux-modules-extra-5.15.0-91-generic", "5.15.0-91.101", "5.15.0-91-generic", PackageContext.RunningKernel)]
    [InlineData("dpkg", "linux-image-6.1.0-18-amd64-unsigned", "6.1.76-1", "6.1.0-18-amd64", PackageContext.RunningKernel)]
    [InlineData("dpkg", "linux-image-extra-4.4.0-210-generic", "4.4.0-210.242", "4.4.0-210-generic", PackageContext.RunningKernel)]
    [InlineData("dpkg", "linux-aws-headers-5.15.0-1050", "5.15.0-1050.55", "5.15.0-1050-aws", PackageContext.KernelHeaders)]
    [InlineData("dpkg", "linux-hwe-5.15-cloud-tools-5.15.0-91", "5.15.0-91.101~20.04.1", "5.15.0-91-generic", PackageContext.KernelHeaders)]
    [InlineData("dpkg", "linux-image-amd64", "6.1.76-1", "6.1.0-18-amd64", PackageContext.KernelHeaders)]
    [InlineData("dpkg", "linux-headers-6.1.0-18-amd64", "6.1.76-1", "6.1.0-18-amd64", PackageContext.KernelHeaders)]
    [InlineData("dpkg", "linux-libc-dev", "6.1.76-1", "6.1.0-18-amd64", PackageContext.KernelHeaders)]
    [InlineData("dpkg", "linux-base", "4.9", "6.1.0-18-amd64", PackageContext.None)]
    [InlineData("rpm", "kernel-core", "5.14.0-362.8.1.el9_3", "5.14.0-362.8.1.el9_3.x86_64", PackageContext.RunningKernel)]
    [InlineData("rpm", "kernel-core", "5.14.0-362.8.1.el9_3", "5.14.0-362.18.1.el9_3.x86_64", PackageContext.OtherKernel)]
    [InlineData("rpm", "kernel-modules-core", "5.14.0-362.8.1.el9_3", "5.14.0-362.8.1.el9_3.x86_64", PackageContext.RunningKernel)]
    [InlineData("rpm", "kernel", "4.14.336-253.554.amzn2", "4.14.336-253.554.amzn2.x86_64", PackageContext.RunningKernel)]
    [InlineData("rpm", "kernel-uek-core", "5.15.0-200.131.27.el9uek", "5.15.0-200.131.27.el9uek.x86_64", PackageContext.RunningKernel)]
    [InlineData("rpm", "kernel-default", "5.14.21-150500.55.39.1", "5.14.21-150500.55.39-default", PackageContext.RunningKernel)]
    [InlineData("rpm", "kernel-default", "5.14.21-150500.55.36.1", "5.14.21-150500.55.39-default", PackageContext.OtherKernel)]
    [InlineData("rpm", "kernel-headers", "5.14.0-362.8.1.el9_3", "5.14.0-362.8.1.el9_3.x86_64", PackageContext.KernelHeaders)]
    [InlineData("rpm", "kernel-tools-libs", "5.14.0-362.8.1.el9_3", "5.14.0-362.8.1.el9_3.x86_64", PackageContext.KernelHeaders)]
    [InlineData("rpm", "kernel6.12", "6.12.22-27.96.amzn2023", "6.12.22-27.96.amzn2023.x86_64", PackageContext.RunningKernel)]
    [InlineData("rpm", "kernel6.12", "6.12.20-23.97.amzn2023", "6.12.22-27.96.amzn2023.x86_64", PackageContext.OtherKernel)]
    [InlineData("apk", "linux-lts", "6.6.49-r0", "6.6.49-0-lts", PackageContext.RunningKernel)]
    [InlineData("apk", "linux-virt", "6.6.48-r0", "6.6.49-0-virt", PackageContext.OtherKernel)]
    [InlineData("apk", "linux-headers", "6.6-r0", "6.6.49-0-lts", PackageContext.KernelHeaders)]
    [InlineData("dpkg", "openssl", "3.0.11-1", "6.1.0-18-amd64", PackageContext.None)]
    public void Running_kernel_decides_on_a_host(string kind, string name, string version, string running, PackageContext expected) =>
        Assert.Equal(expected, KernelPackages.ContextOf(Fact(kind, name, version), ArtifactKind.Host, running));

    [Theory]
    [InlineData("kernel-devel", "kernel-source-5.14.21-150500.55.39.1.nosrc.rpm")]
    [InlineData("kernel-headers", "kernel-headers-6.8.3-300.fc40.src.rpm")]
    [InlineData("linux-devel", "linux-6.1.79-1.ph5.src.rpm")]
    public void Packages_of_sources_that_hold_no_kernel_carry_no_kernel_findings(string name, string source) => Assert.Equal(
        PackageContext.KernelHeaders,
        KernelPackages.ContextOf(Fact("rpm", name, "1-1") with { SourceRpm = source }, ArtifactKind.Host, "1-1.x86_64"));

    [Fact]
    public void Kernel_in_an_image_never_boots() =>
        Assert.Equal(PackageContext.KernelInImage, KernelPackages.ContextOf(Fact("rpm", "kernel-core", "5.14.0-1.el9"), ArtifactKind.Image, ""));

    [Fact]
    public void Nothing_is_said_where_the_running_kernel_is_not_known() =>
        Assert.Equal(PackageContext.None, KernelPackages.ContextOf(Fact("rpm", "kernel-core", "5.14.0-1.el9"), ArtifactKind.Directory, ""));

    private static PackageFact Fact(string kind, string name, string version) => new()
    {
        Kind = kind,
        Name = name,
        Version = version,
        SourceRpm = kind == "rpm" && name.StartsWith("kernel", StringComparison.Ordinal) ? $"kernel-{version}.src.rpm" : "",
    };
}
