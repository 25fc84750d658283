using System.Text.Json;

namespace Vigil.Scanning.Artifacts.Images;

/// <summary>An image manifest or an image index, of the OCI or of Docker; which of the two is told by its members.</summary>
/// <seealso href="https://github.com/opencontainers/image-spec/blob/v1.1.0/manifest.md"/>
/// <param name="Manifests">What an index points to; <see langword="null"/> for a manifest.</param>
/// <param name="Configuration">The configuration of a manifest.</param>
/// <param name="Layers">The layers of a manifest, from the base up.</param>
internal sealed record OciDocument(
    IReadOnlyList<OciDescriptor>? Manifests,
    OciDescriptor? Configuration,
    IReadOnlyList<OciDescriptor> Layers)
{
    /// <summary>Reads a document.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static OciDocument Parse(ReadOnlyMemory<byte> json)
    {
        using var document = ReadJson(json);
        var root = document.RootElement;
        if (root.ValueKind == JsonValueKind.Object)
        {
            if (root.TryGetProperty("manifests", out var manifests))
            {
                return new OciDocument(OciDescriptor.ReadAll(manifests), null, []);
            }

            if (root.TryGetProperty("config", out var configuration) && root.TryGetProperty("layers", out var layers))
            {
                return new OciDocument(null, OciDescriptor.Read(configuration), OciDescriptor.ReadAll(layers));
            }

            if (root.TryGetProperty("fsLayers", out _))
            {
                throw new FormatException("It is a manifest of schema 1, which registries gave up in 2019: push the image again.");
            }
        }

        throw new FormatException("It is neither an image manifest nor an image index.");
    }

    /// <summary>Reads JSON of any form.</summary>
    /// <exception cref="FormatException">It is no JSON.</exception>
    internal static JsonDocument ReadJson(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException ex)
        {
            throw new FormatException($"It is no JSON: {ex.Message}", ex);
        }
    }
}
