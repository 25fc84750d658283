using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.R;

/// <summary>Reads installed packages: <c>library/NAME/DESCRIPTION</c>, <c>site-library/NAME/DESCRIPTION</c>. What is not <c>Built</c> is a source.</summary>
internal sealed class RDescriptionExtractor : IFileExtractor
{
    private const long MaxBytes = 1L << 20;

    public string Name => "DESCRIPTION";

    public int Version => 1;

    public bool Wants(in FileEntry entry)
    {
        if (!entry.FileName.SequenceEqual("DESCRIPTION"u8))
        {
            return false;
        }

        var folder = entry.Path[..Math.Max(0, entry.Path.Length - "/DESCRIPTION"u8.Length)];
        var library = folder[..Math.Max(0, folder.LastIndexOf((byte)'/'))];
        return library.EndsWith("library"u8);
    }

    public void Extract(string path, FileContent content, FactSink sink)
    {
        foreach (var fields in FieldStanzas.Read(content.ReadAll(MaxBytes).Span).Take(1))
        {
            // what came with R itself (base, stats, utils) has R's own version
            if (fields.ContainsKey("Built") && fields.GetValueOrDefault("Priority") != "base"
                && fields.GetValueOrDefault("Package") is { Length: > 0 } name && fields.GetValueOrDefault("Version") is { Length: > 0 } version)
            {
                sink.Add(new PackageFact { Kind = REcosystem.Id, Name = name, Version = version, License = fields.GetValueOrDefault("License", "") });
            }
        }
    }
}
