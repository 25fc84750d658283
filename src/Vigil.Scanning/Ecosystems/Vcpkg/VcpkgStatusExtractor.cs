using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Vcpkg;

/// <summary>Reads <c>installed/vcpkg/status</c>: a stanza for each port, and one for each of its features, which are no packages.</summary>
internal sealed class VcpkgStatusExtractor : IFileExtractor
{
    private const long MaxBytes = 32L << 20;

    public string Name => "vcpkg-status";

    public int Version => 1;

    public bool Wants(in FileEntry entry) => entry.Path.EndsWith("installed/vcpkg/status"u8);

    public void Extract(string path, FileContent content, FactSink sink)
    {
        foreach (var stanza in FieldStanzas.Read(content.ReadAll(MaxBytes).Span))
        {
            if (stanza.ContainsKey("Feature") || stanza.GetValueOrDefault("Status") is not "install ok installed")
            {
                continue;
            }

            if (stanza.GetValueOrDefault("Package") is { Length: > 0 } name && stanza.GetValueOrDefault("Version") is { Length: > 0 } version)
            {
                sink.Add(new PackageFact
                {
                    Kind = VcpkgEcosystem.Id,
                    Name = name,
                    Version = version,
                    Qualifiers = [new("port_version", stanza.GetValueOrDefault("Port-Version", "")), new("triplet", stanza.GetValueOrDefault("Architecture", ""))],
                });
            }
            else
            {
                sink.Report(EcosystemCodes.IncompleteEntry, path, "An installed port states no name or no version.");
            }
        }
    }
}
