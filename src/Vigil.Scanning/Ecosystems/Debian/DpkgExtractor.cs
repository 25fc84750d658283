using System.Text;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Debian;

/// <summary>Reads what dpkg has installed: <c>status</c>, and <c>status.d</c> of distroless images.</summary>
internal sealed class DpkgExtractor : IFileExtractor
{
    public string Name => "dpkg";

    public int Version => 1;

    public IReadOnlyList<string> Places { get; } = ["var/lib/dpkg/status", "var/lib/dpkg/status.d", "usr/lib/dpkg/status", "usr/lib/dpkg/status.d"];

    public bool Wants(in FileEntry entry) => !DpkgPaths.IsBesideStanzas(entry.Path);

    public void Extract(string path, FileContent content, FactSink sink)
    {
        var inFolder = DpkgPaths.IsInStatusFolder(Encoding.UTF8.GetBytes(path));
        if (inFolder && DpkgPaths.IsBesideStanzas(Encoding.UTF8.GetBytes(path)))
        {
            return;
        }

        new DpkgStatus(Name, path, statusRequired: !inFolder, sink).Read(content.ReadAll(ScanLimits.Default.MaxTextBytes).Span);
    }
}
