using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Python;

/// <summary>Reads installed packages: <c>*.dist-info/METADATA</c>, <c>*.egg-info/PKG-INFO</c>, <c>EGG-INFO/PKG-INFO</c> and <c>*.egg-info</c> files.</summary>
internal sealed class PythonMetadataExtractor : IFileExtractor
{
    public string Name => "METADATA";

    public int Version => 1;

    public bool Wants(in FileEntry entry) =>
        entry.Path.EndsWith(".dist-info/METADATA"u8)
        || entry.Path.EndsWith(".egg-info/PKG-INFO"u8)
        || entry.Path.EndsWith("EGG-INFO/PKG-INFO"u8)
        || entry.Path.EndsWith(".egg-info"u8);

    public void Extract(string path, FileContent content, FactSink sink)
    {
        var buffer = new byte[(int)Math.Min(content.Length, PythonMetadata.MaxHeaderBytes)];
        PythonMetadata.Read(path, buffer.AsSpan(0, content.ReadAt(0, buffer)), innerPath: "", sink);
    }
}
