using System.Text;
using Vigil.Scanning.Extraction;

namespace Vigil.Tests.Support;

/// <summary>Wants files of some names and tells their text.</summary>
internal sealed class TextExtractor(params string[] names) : IFileExtractor
{
    public string Name => "text";

    public int Version => 1;

    public IReadOnlyList<string> Places { get; init; } = [];

    public bool Wants(in FileEntry entry)
    {
        var name = Encoding.UTF8.GetString(entry.FileName);
        return names.Contains(name, StringComparer.Ordinal);
    }

    public void Extract(string path, FileContent content, FactSink sink) =>
        sink.Add(new TextFact(Encoding.UTF8.GetString(content.ReadAll(1 << 20).Span)));
}

internal sealed record TextFact(string Text) : FileFact;
