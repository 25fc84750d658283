namespace Vigil.Scanning.Extraction;

/// <summary>An extractor of packages of a language, held to some places and to the budget of a host.</summary>
/// <param name="inner">The extractor.</param>
/// <param name="places">Directories, without the leading <c>/</c>; empty for the whole host.</param>
/// <param name="budget">What all extractors of languages may take together.</param>
internal sealed class HostLanguageExtractor(IFileExtractor inner, IReadOnlyList<string> places, LanguageBudget budget) : IFileExtractor
{
    public string Name => inner.Name;

    public int Version => inner.Version;

    public IReadOnlyList<string> Places => places;

    public bool Wants(in FileEntry entry) => inner.Wants(entry) && !budget.IsSpent();

    public void Extract(string path, FileContent content, FactSink sink)
    {
        var before = sink.Facts.Count;
        inner.Extract(path, content, sink);
        budget.Take(sink.Facts.Skip(before).OfType<PackageFact>().Count(fact => !fact.IsProject));
    }
}
