using System.Xml;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.NuGet;

/// <summary>Reads what projects ask for (<c>*.csproj</c>, <c>*.fsproj</c>, <c>*.vbproj</c>), and the files above them that set versions and properties.</summary>
internal sealed class ProjectFileExtractor : IFileExtractor
{
    private const int MaxItems = 100_000;

    public string Name => "csproj";

    public int Version => 1;

    public bool Wants(in FileEntry entry)
    {
        var name = entry.FileName;
        return name.EndsWith(".csproj"u8) || name.EndsWith(".fsproj"u8) || name.EndsWith(".vbproj"u8)
            || name.SequenceEqual("Directory.Packages.props"u8) || name.SequenceEqual("Directory.Build.props"u8);
    }

    public void Extract(string path, FileContent content, FactSink sink)
    {
        var properties = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var items = new List<PackageItem>();
        XmlWalk.Read(content.OpenForward(), "Project", xml => xml.ForEachChild(group =>
        {
            switch (group)
            {
                case "PropertyGroup":
                    xml.ForEachChild(name => Keep(properties, name, xml.ReadText()));
                    break;
                case "ItemGroup":
                    xml.ForEachChild(name => ReadItem(xml, name, items));
                    break;
                default:
                    xml.Skip();
                    break;
            }
        }));
        sink.Add(new DotnetProject(properties, items, path.EndsWith(".props", StringComparison.Ordinal)));
    }

    private static void Keep(Dictionary<string, string> properties, string name, string value)
    {
        if (properties.Count < MaxItems)
        {
            properties[name] = value;
        }
    }

    private static void ReadItem(XmlReader xml, string kind, List<PackageItem> items)
    {
        if (kind is not ("PackageReference" or "PackageVersion" or "GlobalPackageReference"))
        {
            xml.Skip();
            return;
        }

        var item = new PackageItem(
            kind,
            xml.GetAttribute("Include") ?? xml.GetAttribute("Update") ?? "",
            xml.GetAttribute("VersionOverride") ?? xml.GetAttribute("Version") ?? "",
            xml.GetAttribute("PrivateAssets") ?? "",
            xml.GetAttribute("Update") is not null);

        // what stands in attributes may stand in elements as well
        xml.ForEachChild(name => item = name switch
        {
            "Version" or "VersionOverride" => item with { Version = xml.ReadText() },
            "PrivateAssets" => item with { PrivateAssets = xml.ReadText() },
            _ => item with { Kind = Pass(xml, item.Kind) },
        });
        if (items.Count == MaxItems)
        {
            throw new InvalidDataException($"It names more than {MaxItems} packages.");
        }

        items.Add(item);
    }

    private static string Pass(XmlReader xml, string same)
    {
        xml.Skip();
        return same;
    }
}

/// <summary>One item of a project file.</summary>
/// <param name="Kind">Name of the element.</param>
/// <param name="Name">Name of the package.</param>
/// <param name="Version">Version as written; empty where it is managed elsewhere.</param>
/// <param name="PrivateAssets">What of it users of the project do not get; <c>all</c> for tools.</param>
/// <param name="IsUpdate">Whether it only changes an item that is there.</param>
internal readonly record struct PackageItem(string Kind, string Name, string Version, string PrivateAssets, bool IsUpdate);
