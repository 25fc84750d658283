using System.Xml;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Flatpak;

/// <summary>Reads installed applications: <c>flatpak/app/ID/…/export/share/metainfo/*.metainfo.xml</c>; the first release is the newest.</summary>
/// <seealso href="https://www.freedesktop.org/software/appstream/docs/chap-Metadata.html"/>
internal sealed class FlatpakMetainfoExtractor : IFileExtractor
{
    private const int MaxBytes = 4 << 20;

    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, MaxCharactersInDocument = MaxBytes };

    public string Name => "metainfo.xml";

    public int Version => 1;

    public bool Wants(in FileEntry entry) =>
        entry.Path.IndexOf("flatpak/app/"u8) >= 0
        && entry.Path.IndexOf("/export/share/metainfo/"u8) > 0
        && (entry.FileName.EndsWith(".metainfo.xml"u8) || entry.FileName.EndsWith(".appdata.xml"u8));

    public void Extract(string path, FileContent content, FactSink sink)
    {
        string id = "", version = "";
        try
        {
            using var xml = XmlReader.Create(new MemoryStream(content.ReadAll(MaxBytes).ToArray()), Settings);
            while (version.Length == 0 && xml.Read())
            {
                if (xml is { NodeType: XmlNodeType.Element, Name: "id", Depth: 1 } && id.Length == 0)
                {
                    id = xml.ReadElementContentAsString().Trim();
                }

                version = xml is { NodeType: XmlNodeType.Element, Name: "release" } ? xml.GetAttribute("version") ?? "" : "";
            }
        }
        catch (Exception ex) when (ex is XmlException or ArgumentException)
        {
            // ArgumentException is the reader's word for a declaration that is no text
            sink.Report(EcosystemCodes.DamagedFile, path, $"The file is no sound metainfo.xml: {ex.Message}");
            return;
        }

        id = id.EndsWith(".desktop", StringComparison.Ordinal) ? id[..^".desktop".Length] : id;
        if (id.Length > 0)
        {
            sink.Add(new PackageFact { Kind = FlatpakEcosystem.Id, Name = id, Version = version });
        }
    }
}
