using Vigil.Domain.Packages;
using Vigil.Tests.Sbom;

namespace Vigil.Tests.Packages;

public sealed class BaseImageTests
{
    private static readonly BaseImage Base = new("base", [Samples.BaseLayer]);

    [Fact]
    public void The_closest_image_below_is_the_base()
    {
        var same = new BaseImage("same", [Samples.BaseLayer, Samples.OwnLayer]);

        Assert.Equal(same, BaseImage.Under(Samples.DebianImage, [Base, same]));
        Assert.Equal(Base, BaseImage.Under(Samples.DebianImage, [Base, new BaseImage("larger", [Samples.BaseLayer, Samples.OwnLayer, "sha256:dd"])]));
    }

    [Theory]
    [InlineData(Samples.OwnLayer)]
    [InlineData("")]
    public void Layers_count_from_the_bottom(string layer)
    {
        Assert.Null(BaseImage.Under(Samples.DebianImage, [new BaseImage("other", layer.Length == 0 ? [] : [layer])]));
        Assert.Null(BaseImage.Under(Samples.RedHatHost, [Base]));
    }

    [Fact]
    public void A_package_is_of_the_layer_that_brought_its_version()
    {
        var package = Samples.DebianImage.Packages[0];

        Assert.True(Base.Brought(package));
        Assert.False(Base.Brought(package with { Evidence = [package.Evidence[0] with { LayerDiffId = Samples.OwnLayer }] }));
    }
}
