using Vigil.Advisories.Compilation;
using Vigil.Advisories.Shipped;
using Vigil.Advisories.Store;

namespace Vigil.Cli.Database;

/// <summary>The small advisory set inside the product, compiled in memory.</summary>
internal static class ShippedGeneration
{
    /// <summary>Compiles it.</summary>
    public static AdvisoryStore Compile() => GenerationCompiler.Compile(ShippedSet.Read());
}
