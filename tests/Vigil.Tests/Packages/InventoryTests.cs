using Vigil.Domain.Diagnostics;
using Vigil.Domain.Packages;
using Vigil.Scanning.Artifacts;
using Vigil.Scanning.Ecosystems;

namespace Vigil.Tests.Packages;

public sealed class InventoryTests
{
    [Fact]
    public void What_could_not_be_read_makes_a_result_partial() =>
        Assert.True(With(ArtifactCodes.FileUnreadable, EcosystemCodes.PartlyInstalled).IsPartial);

    [Fact]
    public void What_is_only_worth_knowing_does_not() =>
        Assert.False(With(EcosystemCodes.PartlyInstalled, EcosystemCodes.ContradictoryEntries, ArtifactCodes.FurtherImages).IsPartial);

    private static Inventory With(params DiagnosticCode[] codes) => new()
    {
        Artifact = new ArtifactIdentity(ArtifactKind.Directory, "x"),
        Diagnostics = [.. codes.Select(code => new Diagnostic(code, "subject", "message"))],
    };
}
