using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Vigil.Advisories.Signing;

namespace Vigil.Advisories.Distribution;

/// <summary>What a registry holds of a generation: all of it in pieces, and the deltas that led to it. Described in <c>docs/formats/artifact.md</c>.</summary>
/// <remarks>An image manifest as of the OCI image specification 1.1 with an artifact type, so that any registry keeps and copies it.</remarks>
public sealed record GenerationManifest
{
    /// <summary>Type of the manifest.</summary>
    public const string MediaType = "application/vnd.oci.image.manifest.v1+json";

    internal const string ArtifactType = "application/vnd.vigil.generation.v1";
    internal const string PieceType = "application/vnd.vigil.generation.piece.v1+brotli";
    internal const string DeltaType = "application/vnd.vigil.generation.delta.v1+brotli";
    internal const string ExploitsType = "application/vnd.vigil.exploits.v1+brotli";
    internal const string EmptyType = "application/vnd.oci.empty.v1+json";

    internal const string GenerationKey = "dev.vigil.generation", SizeKey = "dev.vigil.size", SignatureKey = "dev.vigil.signature", BeforeKey = "dev.vigil.before", AfterKey = "dev.vigil.after", ExploitsKey = "dev.vigil.exploits";

    /// <summary>The configuration that the specification asks for where there is none.</summary>
    internal static readonly byte[] Empty = "{}"u8.ToArray();

    /// <summary>Content id of the generation.</summary>
    public required string Generation { get; init; }

    /// <summary>Length of its file.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>Its signature, if it has one.</summary>
    public ContentSignature? Signature { get; init; }

    /// <summary>The file, cut into pieces of <see cref="GenerationPieces.PieceBytes"/> that are compressed each by itself.</summary>
    public ImmutableArray<ArtifactBlob> Pieces { get; init; } = [];

    /// <summary>Deltas, the oldest first; the last one leads to this generation.</summary>
    public ImmutableArray<DeltaBlob> Deltas { get; init; } = [];

    /// <summary>What was known of exploitation when the generation was pushed, if anything.</summary>
    public ExploitBlob? Exploits { get; init; }

    /// <summary>The deltas from one of some generations to this one, as far as they are worth it: shorter together than the pieces.</summary>
    /// <param name="kept">Content ids.</param>
    /// <returns>Empty when there is no such way.</returns>
    public ImmutableArray<DeltaBlob> ChainFrom(IReadOnlyCollection<string> kept)
    {
        var (at, size) = (Generation, 0L);
        for (var first = Deltas.Length - 1; first >= 0 && Deltas[first].After == at; first--)
        {
            size += Deltas[first].Blob.Size;
            at = Deltas[first].Before;
            if (kept.Contains(at))
            {
                return size < Pieces.Sum(piece => piece.Size) ? Deltas[first..] : [];
            }
        }

        return [];
    }

    /// <summary>The document; the same content gives the same bytes.</summary>
    public byte[] ToJson()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteNumber("schemaVersion", 2);
            json.WriteString("mediaType", MediaType);
            json.WriteString("artifactType", ArtifactType);
            json.WriteStartObject("config");
            Write(json, EmptyType, ArtifactBlob.Of(Empty));
            json.WriteEndObject();
            WriteLayers(json);
            json.WriteStartObject("annotations");
            json.WriteString(GenerationKey, Generation);
            json.WriteString(SizeKey, SizeBytes.ToString(System.Globalization.CultureInfo.InvariantCulture));
            WriteSignature(json, Signature);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private void WriteLayers(Utf8JsonWriter json)
    {
        json.WriteStartArray("layers");
        foreach (var piece in Pieces)
        {
            json.WriteStartObject();
            Write(json, PieceType, piece);
            json.WriteEndObject();
        }

        foreach (var delta in Deltas)
        {
            json.WriteStartObject();
            Write(json, DeltaType, delta.Blob);
            json.WriteStartObject("annotations");
            json.WriteString(BeforeKey, delta.Before);
            json.WriteString(AfterKey, delta.After);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        if (Exploits is not null)
        {
            json.WriteStartObject();
            Write(json, ExploitsType, Exploits.Blob);
            json.WriteStartObject("annotations");
            json.WriteString(ExploitsKey, Exploits.ContentId);
            WriteSignature(json, Exploits.Signature);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSignature(Utf8JsonWriter json, ContentSignature? signature)
    {
        if (signature is not null)
        {
            json.WriteString(SignatureKey, signature.ToString());
        }
    }

    private static void Write(Utf8JsonWriter json, string type, ArtifactBlob blob)
    {
        json.WriteString("mediaType", type);
        json.WriteString("digest", blob.Digest);
        json.WriteNumber("size", blob.Size);
    }
}
