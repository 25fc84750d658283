namespace Vigil.Scanning.Extraction;

/// <summary>An extractor that would look everywhere, held to some places.</summary>
/// <param name="inner">The extractor.</param>
/// <param name="places">Directories, without the leading <c>/</c>; not empty.</param>
internal sealed class PlacedExtractor(IFileExtractor inner, IReadOnlyList<string> places) : IFileExtractor
{
    public string Name => inner.Name;

    public int Version => inner.Version;

    public IReadOnlyList<string> Places => places;

    public bool Wants(in FileEntry entry) => inner.Wants(entry);

    public void Extract(string path, FileContent content, FactSink sink) => inner.Extract(path, content, sink);
}
