using System.Text;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.OperatingSystems;

/// <summary>Keeps the files that <see cref="OperatingSystemIdentity"/> looks at, as text.</summary>
internal sealed class IdentityFileExtractor : IFileExtractor
{
    private const int MaxBytes = 256 << 10;

    public string Name => "os";

    public int Version => 1;

    public IReadOnlyList<string> Places => IdentityPaths.All;

    public bool Wants(in FileEntry entry) => !entry.Path.StartsWith("etc/apt/"u8) || entry.FileName.IndexOf("esm"u8) >= 0;

    public void Extract(string path, FileContent content, FactSink sink) => sink.Add(new IdentityFile(
        IdentityPaths.BusyBox.Contains(path, StringComparer.Ordinal) ? "" : Encoding.UTF8.GetString(content.ReadAll(MaxBytes).Span)));
}
