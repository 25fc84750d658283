using Vigil.Domain.Versions.Bitnami;

namespace Vigil.Tests.Versions.Bitnami;

public sealed class BitnamiVersionTests
{
    private static readonly BitnamiVersion Scheme = new();

    [Fact]
    public void Revision_does_not_count() => Assert.Equal(0, Scheme.Compare("2.3.1-1", "2.3.1-22"));

    [Fact]
    public void Numbers_count() => Ordered.Ascending(Scheme, "2.3.1-9", "2.3.2", "2.10");
}
