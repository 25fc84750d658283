using System.Text.Json;

namespace Vigil.Scanning.Sbom.Reading;

/// <summary>
/// Reads a bill of materials in JSON: CycloneDX, SPDX 2 or syft's own, in itself or inside an in-toto statement or the answer of GitHub's API. The members of
/// the formats have different names, so one walk reads all of them, an item at a time.
/// </summary>
internal sealed class JsonSbom(SbomContents contents)
{
    private const int MaxDepth = 64;
    private const int MaxWrappers = 4;

    private readonly HashSet<string> _described = new(StringComparer.Ordinal);
    private readonly List<SbomComponent> _spdx = [];

    /// <summary>Reads a document.</summary>
    /// <exception cref="JsonException">Not JSON.</exception>
    public void Read(ReadOnlySpan<byte> json)
    {
        try
        {
            ReadDocument(json, wrappers: 0);
        }
        catch (JsonException ex) when (contents.IsRecognised)
        {
            contents.Report(SbomCodes.DocumentDamaged, "document", $"The document breaks off: {ex.Message} What came before was read.");
        }

        foreach (var package in _spdx)
        {
            if (package.Purl.Length == 0 && (_described.Contains(package.Ref) || package.Kind == SbomComponentKind.Artifact))
            {
                contents.Artifact ??= package with { Kind = SbomComponentKind.Artifact };
            }
            else
            {
                contents.Add(package);
            }
        }
    }

    private void ReadDocument(ReadOnlySpan<byte> json, int wrappers)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString() ?? "";
            reader.Read();
            ReadMember(name, ref reader, json, wrappers);
        }
    }

    private void ReadMember(string name, ref Utf8JsonReader reader, ReadOnlySpan<byte> json, int wrappers)
    {
        switch (name, reader.TokenType)
        {
            case ("bomFormat" or "spdxVersion", JsonTokenType.String):
                contents.IsRecognised |= reader.GetString() is "CycloneDX" or "SPDX-2.1" or "SPDX-2.2" or "SPDX-2.3";
                break;
            case ("predicate" or "sbom", JsonTokenType.StartObject) when wrappers < MaxWrappers:
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                ReadDocument(json[start..(int)reader.BytesConsumed], wrappers + 1);
                break;
            case ("payload", JsonTokenType.String) when wrappers < MaxWrappers && reader.TryGetBytesFromBase64(out var payload):
                ReadDocument(payload, wrappers + 1);
                break;
            case ("metadata" or "source" or "distro" or "schema", JsonTokenType.StartObject):
                using (var one = JsonDocument.ParseValue(ref reader))
                {
                    ReadObject(name, one.RootElement);
                }

                break;
            case ("components" or "packages" or "artifacts" or "relationships" or "documentDescribes", JsonTokenType.StartArray):
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    using var one = JsonDocument.ParseValue(ref reader);
                    ReadItem(name, one.RootElement);
                }

                break;
            default:
                reader.Skip();
                break;
        }
    }

    private void ReadObject(string name, JsonElement element)
    {
        switch (name)
        {
            case "metadata" when element.Member("component") is { ValueKind: JsonValueKind.Object } component:
                contents.Artifact = CycloneDxItem.Artifact(component);
                break;
            case "source":
                contents.Artifact ??= SyftItem.Source(element);
                break;
            case "distro":
                contents.OperatingSystem ??= SyftItem.Distro(element);
                break;
            case "schema":
                contents.IsRecognised |= element.Text("url").Contains("syft", StringComparison.Ordinal);
                break;
        }
    }

    private void ReadItem(string list, JsonElement item)
    {
        switch (list)
        {
            case "components":
                CycloneDxItem.AddTo(contents, item, source: null);
                break;
            case "packages":
                _spdx.Add(SpdxItem.Package(item));
                break;
            case "artifacts":
                contents.Add(SyftItem.Package(item));
                break;
            case "relationships" when item.Text("relationshipType") == "DESCRIBES":
                _described.Add(item.Text("relatedSpdxElement"));
                break;
            case "documentDescribes" when item.ValueKind == JsonValueKind.String:
                _described.Add(item.GetString() ?? "");
                break;
        }
    }
}
