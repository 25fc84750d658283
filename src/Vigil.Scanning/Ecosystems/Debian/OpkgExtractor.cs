using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Debian;

/// <summary>Reads what opkg (OpenWrt, Yocto) has installed; its status file has dpkg's form.</summary>
internal sealed class OpkgExtractor : IFileExtractor
{
    public string Name => "opkg";

    public int Version => 1;

    public bool Wants(in FileEntry entry) => DpkgPaths.IsOpkgStatus(entry.Path);

    public void Extract(string path, FileContent content, FactSink sink) =>
        new DpkgStatus(Name, path, statusRequired: true, sink).Read(content.ReadAll(ScanLimits.Default.MaxFileBytes).Span);
}
