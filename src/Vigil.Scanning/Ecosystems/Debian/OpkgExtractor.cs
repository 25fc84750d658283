using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Debian;

/// <summary>Reads what opkg (OpenWrt, Yocto) has installed; its status file has dpkg's form.</summary>
internal sealed class OpkgExtractor : IFileExtractor
{
    public string Name => "opkg";

    public int Version => 1;

    public IReadOnlyList<string> Places { get; } = ["usr/lib/opkg/status", "var/lib/opkg/status"];

    public bool Wants(in FileEntry entry) => true;

    public void Extract(string path, FileContent content, FactSink sink) =>
        new DpkgStatus(Name, path, statusRequired: true, sink).Read(content.ReadAll(ScanLimits.Default.MaxTextBytes).Span);
}
