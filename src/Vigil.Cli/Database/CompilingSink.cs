using Vigil.Advisories.Compilation;
using Vigil.Advisories.Feeds;
using Vigil.Domain.Advisories;

namespace Vigil.Cli.Database;

/// <summary>Hands what feeds state to the compiler of a generation.</summary>
internal sealed class CompilingSink(GenerationCompiler compiler) : IFeedSink
{
    /// <inheritdoc/>
    public void Add(Advisory advisory) => compiler.Add(advisory);
}
