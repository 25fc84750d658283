using System.Xml;

namespace Vigil.Advisories.Feeds.UpdateInfo;

/// <summary>Where a repository's <c>repomd.xml</c> says that its update information is.</summary>
/// <param name="Location">Path relative to the repository.</param>
/// <param name="Sha256">Digest of the document as it is stored, lower-case hex; empty when not stated.</param>
internal readonly record struct RepositoryIndex(string Location, string Sha256)
{
    /// <summary>Path of the index relative to the repository.</summary>
    public const string Path = "repodata/repomd.xml";

    /// <summary>Reads an index.</summary>
    /// <exception cref="FormatException">It names no update information.</exception>
    /// <exception cref="XmlException">Not XML, or with a document type.</exception>
    public static RepositoryIndex Parse(byte[] xml)
    {
        using var reader = XmlReader.Create(new MemoryStream(xml, writable: false), SafeXml.Settings);
        while (reader.ReadToFollowing("data"))
        {
            if (reader.GetAttribute("type") == "updateinfo")
            {
                return Read(reader.ReadSubtree());
            }
        }

        throw new FormatException("Expected the place of 'updateinfo', found none.");
    }

    private static RepositoryIndex Read(XmlReader data)
    {
        var (location, sha256) = ("", "");
        while (data.Read())
        {
            if (data is { NodeType: XmlNodeType.Element, LocalName: "location" })
            {
                location = data.GetAttribute("href") ?? "";
            }
            else if (data is { NodeType: XmlNodeType.Element, LocalName: "checksum" } && data.GetAttribute("type") == "sha256")
            {
                sha256 = data.ReadString();
            }
        }

        return location.Length > 0 ? new(location, sha256) : throw new FormatException("Expected a location, found none.");
    }
}
