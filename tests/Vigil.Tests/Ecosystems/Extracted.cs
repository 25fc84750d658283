using System.Text;
using Vigil.Domain.Diagnostics;
using Vigil.Scanning.Extraction;

namespace Vigil.Tests.Ecosystems;

/// <summary>What an extractor finds in one file.</summary>
internal sealed record Extracted(IReadOnlyList<PackageFact> Packages, IReadOnlyList<Diagnostic> Diagnostics)
{
    public static Extracted From(IFileExtractor extractor, string path, string text) => From(extractor, path, Encoding.UTF8.GetBytes(text));

    public static Extracted From(IFileExtractor extractor, string path, byte[] bytes)
    {
        var sink = new FactSink();
        extractor.Extract(path, new MemoryFile(bytes), sink);
        return new Extracted([.. sink.Facts.OfType<PackageFact>()], sink.Diagnostics);
    }

    public static bool Wants(IFileExtractor extractor, string path) => new ExtractorSet([extractor]).Wanting(new FileEntry(Encoding.UTF8.GetBytes(path), 1, 0)).Any;
}
