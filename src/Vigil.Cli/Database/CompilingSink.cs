using Vigil.Advisories.Compilation;
using Vigil.Advisories.Exploits;
using Vigil.Advisories.Feeds;
using Vigil.Domain.Advisories;

namespace Vigil.Cli.Database;

/// <summary>Hands what feeds state to the compiler of a generation, and what they state of exploitation to the table beside it.</summary>
internal sealed class CompilingSink(GenerationCompiler compiler, ExploitTableBuilder exploits) : IFeedSink
{
    /// <inheritdoc/>
    public void Add(Advisory advisory) => compiler.Add(advisory);

    /// <inheritdoc/>
    public void Add(ExploitProbability probability) => exploits.Add(probability);

    /// <inheritdoc/>
    public void Add(KnownExploitation exploitation) => exploits.Add(exploitation);

    /// <inheritdoc/>
    public void Add(PublicExploit exploit) => exploits.Add(exploit);

    /// <summary>States that a source was read.</summary>
    public void AddSource(SourceReport report)
    {
        if (ExploitSources.Contains(report.Source))
        {
            exploits.AddSource(report);
        }
        else
        {
            compiler.AddSource(report);
        }
    }
}
