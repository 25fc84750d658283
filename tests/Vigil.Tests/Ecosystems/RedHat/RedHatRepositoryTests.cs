using Vigil.Scanning.Ecosystems.RedHat;

namespace Vigil.Tests.Ecosystems.RedHat;

public sealed class RedHatRepositoryTests
{
    [Theory]
    [InlineData("rhel-8-for-x86_64-baseos-rpms", "enterprise_linux:8::baseos")]
    [InlineData("rhel-9-for-aarch64-appstream-rhui-rpms", "enterprise_linux:9::appstream")]
    [InlineData("rhel-8-for-x86_64-appstream-debug-rpms", "enterprise_linux:8::appstream")]
    [InlineData("rhel-8-for-x86_64-baseos-eus-rpms", "rhel_eus:8.6::baseos")]
    [InlineData("rhel-8-for-x86_64-appstream-e4s-rpms", "rhel_e4s:8.6::appstream")]
    [InlineData("rhel-8-for-x86_64-baseos-eus-rpms__8_DOT_4", "rhel_eus:8.4::baseos")]
    [InlineData("rhel-9-for-x86_64-baseos-eus-rpms", "")]
    [InlineData("rhel-8-for-x86_64-rt-rpms", "enterprise_linux:8::realtime")]
    [InlineData("rhel-7-server-rpms", "enterprise_linux:7::server")]
    [InlineData("rhel-7-server-optional-rpms", "enterprise_linux:7::server")]
    [InlineData("rhel-7-hpc-node-rpms", "enterprise_linux:7::computenode")]
    [InlineData("ubi-9-codeready-builder-rpms", "enterprise_linux:9::crb")]
    [InlineData("ubi-9-for-x86_64-baseos-rpms", "enterprise_linux:9::baseos")]
    [InlineData("codeready-builder-for-rhel-8-x86_64-rpms", "enterprise_linux:8::crb")]
    [InlineData("fast-datapath-for-rhel-8-x86_64-rpms", "enterprise_linux:8::fastdatapath")]
    [InlineData("rhocp-4.12-for-rhel-8-x86_64-rpms", "openshift:4.12::el8")]
    [InlineData("ansible-2.9-for-rhel-8-x86_64-rpms", "ansible_engine:2.9::el8")]
    [InlineData("epel", "")]
    [InlineData("baseos", "")]
    [InlineData("", "")]
    public void The_name_of_a_repository_tells_the_product(string repository, string product) =>
        Assert.Equal(product, RedHatRepository.ProductOf(repository, "8.6"));
}
