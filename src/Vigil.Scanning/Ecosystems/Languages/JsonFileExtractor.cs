using System.Text.Json;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Languages;

/// <summary>A file in JSON, whose structure alone tells whether it is whole.</summary>
internal abstract class JsonFileExtractor : IFileExtractor
{
    private const int MaxDepth = 256;

    public abstract string Name { get; }

    public virtual int Version => 1;

    /// <summary>Whether comments and trailing commas are part of the format.</summary>
    protected virtual bool IsLenient => false;

    public abstract bool Wants(in FileEntry entry);

    public void Extract(string path, FileContent content, FactSink sink)
    {
        var bytes = content.ReadAll(ScanLimits.Default.MaxFileBytes).Span;
        var options = new JsonReaderOptions
        {
            MaxDepth = MaxDepth,
            AllowTrailingCommas = IsLenient,
            CommentHandling = IsLenient ? JsonCommentHandling.Skip : JsonCommentHandling.Disallow,
        };
        var json = new Utf8JsonReader(bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes, options);
        try
        {
            json.Read();
            Read(path, ref json, sink);
            while (json.Read())
            {
                // to the end: what is cut off there must not look whole
            }
        }
        catch (Exception ex) when (ex is JsonException or InvalidOperationException or InvalidDataException)
        {
            // InvalidOperationException is the reader's word for text that is no UTF-8
            sink.Report(EcosystemCodes.DamagedFile, path, $"The file is no sound {Name}: {ex.Message}");
        }
    }

    /// <summary>Reads the document from its first token.</summary>
    /// <exception cref="InvalidDataException">It is JSON, but of another form.</exception>
    protected abstract void Read(string path, ref Utf8JsonReader json, FactSink sink);
}
