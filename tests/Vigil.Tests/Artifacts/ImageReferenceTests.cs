using Vigil.Scanning.Artifacts;

namespace Vigil.Tests.Artifacts;

public sealed class ImageReferenceTests
{
    private const string Digest = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Theory]
    [InlineData("alpine", "docker.io/library/alpine:latest")]
    [InlineData("grafana/grafana:10", "docker.io/grafana/grafana:10")]
    [InlineData("index.docker.io/alpine", "docker.io/library/alpine:latest")]
    [InlineData("localhost/app", "localhost/app:latest")]
    [InlineData("localhost:5000/team/app:1.2", "localhost:5000/team/app:1.2")]
    [InlineData("quay.io/a/b/c__d@" + Digest, "quay.io/a/b/c__d@" + Digest)]
    [InlineData("ghcr.io/a/b:1@" + Digest, "ghcr.io/a/b:1@" + Digest)]
    public void References_are_read_as_docker_reads_them(string text, string full)
    {
        Assert.Equal(full, ImageReference.Parse(text).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("Upper/case")]
    [InlineData("a//b")]
    [InlineData("a/../b")]
    [InlineData("../a")]
    [InlineData("a:")]
    [InlineData("a:b c")]
    [InlineData("a@sha256:12")]
    [InlineData("a@md5:0123")]
    [InlineData("host.example/?x")]
    [InlineData("ho#st.example/a")]
    public void What_is_no_reference_is_refused(string text)
    {
        Assert.Throws<FormatException>(() => ImageReference.Parse(text));
    }

    [Theory]
    [InlineData("linux/arm64", "linux/arm64/v8", true)]
    [InlineData("linux/arm64/v8", "linux/arm64", true)]
    [InlineData("linux/arm/v7", "linux/arm/v6", false)]
    [InlineData("linux/amd64", "windows/amd64", false)]
    public void A_platform_accepts_what_runs_on_it(string wanted, string offered, bool accepts)
    {
        Assert.Equal(accepts, Platform.Parse(wanted).Accepts(Platform.Parse(offered)));
    }
}
