using System.Text.Json;
using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Npm;

/// <summary>Reads installed packages: <c>node_modules/NAME/package.json</c>, <c>node_modules/@SCOPE/NAME/package.json</c>.</summary>
internal sealed class PackageJsonExtractor : JsonFileExtractor
{
    public override string Name => "package.json";

    // a package.json elsewhere is the project itself, or tells node how to load the files beside it
    public override bool Wants(in FileEntry entry)
    {
        if (!entry.FileName.SequenceEqual("package.json"u8))
        {
            return false;
        }

        var folder = ParentOf(ParentOf(entry.Path));
        if (NameOf(folder) is [(byte)'@', ..])
        {
            folder = ParentOf(folder);
        }

        return NameOf(folder).SequenceEqual("node_modules"u8);
    }

    protected override void Read(string path, ref Utf8JsonReader json, FactSink sink)
    {
        json.RequireObject();
        string name = "", version = "", license = "";
        while (json.NextMember())
        {
            if (json.ValueTextEquals("name"u8))
            {
                name = json.ReadText();
            }
            else if (json.ValueTextEquals("version"u8))
            {
                version = json.ReadText().Trim();
            }
            else if (json.ValueTextEquals("license"u8))
            {
                license = ReadLicense(ref json);
            }
            else
            {
                json.Skip();
            }
        }

        // without a name it only tells node how to load the files beside it
        if (name.Length > 0)
        {
            sink.Add(new PackageFact { Kind = "npm", Name = name, Version = version, License = license });
        }
    }

    // "MIT", or {"type": "MIT", "url": …} of old packages
    private static string ReadLicense(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            return json.ItemText();
        }

        var license = "";
        while (json.NextMember())
        {
            if (json.ValueTextEquals("type"u8))
            {
                license = json.ReadText();
            }
            else
            {
                json.Skip();
            }
        }

        return license;
    }

    private static ReadOnlySpan<byte> ParentOf(ReadOnlySpan<byte> path) => path[..Math.Max(0, path.LastIndexOf((byte)'/'))];

    private static ReadOnlySpan<byte> NameOf(ReadOnlySpan<byte> path) => path[(path.LastIndexOf((byte)'/') + 1)..];
}
