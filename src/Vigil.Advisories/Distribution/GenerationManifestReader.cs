using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Vigil.Advisories.Signing;

namespace Vigil.Advisories.Distribution;

/// <summary>Reads what <see cref="GenerationManifest.ToJson"/> writes. Nothing of it is trusted: every size and digest is bounded here.</summary>
internal static class GenerationManifestReader
{
    private const int MaxLayers = 4096;
    private const int IdLength = 64;

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="DistributionException">It is none of a generation.</exception>
    public static GenerationManifest Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement);
        }
        catch (Exception ex) when (ex is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new DistributionException("What the registry has under this name is no generation of vigil: push one, or name another repository.", ex);
        }
    }

    // members of a wrong type or missing throw, which the caller takes as one: it is no generation
    private static GenerationManifest Read(JsonElement root)
    {
        Require(Text(root, "artifactType") == GenerationManifest.ArtifactType);
        var annotations = root.GetProperty("annotations");
        var layers = root.GetProperty("layers");
        Require(layers.GetArrayLength() is > 0 and <= MaxLayers);
        var pieces = ImmutableArray.CreateBuilder<ArtifactBlob>();
        var deltas = ImmutableArray.CreateBuilder<DeltaBlob>();
        ExploitBlob? exploits = null;
        foreach (var layer in layers.EnumerateArray())
        {
            switch (Text(layer, "mediaType"))
            {
                case GenerationManifest.PieceType:
                    pieces.Add(Blob(layer));
                    break;
                case GenerationManifest.DeltaType:
                    var ends = layer.GetProperty("annotations");
                    deltas.Add(new DeltaBlob(Id(ends, GenerationManifest.BeforeKey), Id(ends, GenerationManifest.AfterKey), Blob(layer)));
                    break;
                case GenerationManifest.ExploitsType:
                    var about = layer.GetProperty("annotations");
                    exploits = new ExploitBlob(Id(about, GenerationManifest.ExploitsKey), Signature(about), Blob(layer));
                    break;
                default:
                    // of a newer release
                    break;
            }
        }

        return new GenerationManifest
        {
            Generation = Id(annotations, GenerationManifest.GenerationKey),
            SizeBytes = Size(annotations),
            Signature = Signature(annotations),
            Pieces = pieces.DrainToImmutable(),
            Deltas = deltas.DrainToImmutable(),
            Exploits = exploits,
        };
    }

    private static ContentSignature? Signature(JsonElement annotations)
    {
        if (!annotations.TryGetProperty(GenerationManifest.SignatureKey, out var text))
        {
            return null;
        }

        Require(ContentSignature.TryParse(text.GetString() ?? "", out var signature));
        return signature;
    }

    private static int Size(JsonElement annotations)
    {
        Require(int.TryParse(Text(annotations, GenerationManifest.SizeKey), NumberStyles.None, CultureInfo.InvariantCulture, out var size));
        return size;
    }

    private static ArtifactBlob Blob(JsonElement layer)
    {
        var blob = new ArtifactBlob(Text(layer, "digest"), layer.GetProperty("size").GetInt64());
        Require(ArtifactBlob.IsDigest(blob.Digest) && blob.Size is > 0 and <= GenerationPieces.MaxBlobBytes);
        return blob;
    }

    private static string Id(JsonElement json, string name)
    {
        var id = Text(json, name);
        Require(id.Length == IdLength && id.All(char.IsAsciiHexDigitLower));
        return id;
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? "";

    private static void Require(bool holds)
    {
        if (!holds)
        {
            throw new FormatException("The manifest is none of a generation.");
        }
    }
}
