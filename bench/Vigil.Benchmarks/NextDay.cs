using Vigil.Advisories.Store;

namespace Vigil.Benchmarks;

/// <summary>Two generations and the way between them.</summary>
internal sealed record NextDay(AdvisoryStore Before, AdvisoryStore After)
{
    public GenerationDelta There { get; } = GenerationDiff.Compute(Before, After);

    public GenerationDelta Back { get; } = GenerationDiff.Compute(After, Before);
}
