using System.Globalization;
using System.Text.Json;

namespace Vigil.Scanning.Artifacts.Images;

/// <summary>What of an image configuration a scan needs.</summary>
/// <seealso href="https://github.com/opencontainers/image-spec/blob/v1.1.0/config.md"/>
/// <param name="Platform">What the image is for; parts are empty when not stated.</param>
/// <param name="DiffIds">Digests of the uncompressed layers, from the base up.</param>
/// <param name="BuildSteps">The build step of each layer, as far as the history tells.</param>
internal sealed record ImageConfiguration(Platform Platform, IReadOnlyList<string> DiffIds, IReadOnlyList<string> BuildSteps)
{
    /// <summary>When the image was built; <see langword="null"/> when not stated.</summary>
    public DateTimeOffset? Created { get; private init; }

    /// <summary>Reads a configuration.</summary>
    /// <exception cref="FormatException">It is no JSON object.</exception>
    public static ImageConfiguration Parse(ReadOnlyMemory<byte> json)
    {
        using var document = OciDocument.ReadJson(json);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("It is no image configuration.");
        }

        return new ImageConfiguration(
            new Platform(OciDescriptor.Text(root, "os"), OciDescriptor.Text(root, "architecture"), OciDescriptor.Text(root, "variant")),
            [.. Items(OciDescriptor.Member(OciDescriptor.Member(root, "rootfs"), "diff_ids"))
                .Select(id => id.ValueKind == JsonValueKind.String ? id.GetString() ?? "" : "")],
            [.. Items(OciDescriptor.Member(root, "history"))
                .Where(step => OciDescriptor.Member(step, "empty_layer").ValueKind != JsonValueKind.True)
                .Select(step => OciDescriptor.Text(step, "created_by"))])
        {
            Created = DateTimeOffset.TryParse(
                OciDescriptor.Text(root, "created"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var created)
                ? created
                : null,
        };
    }

    /// <summary>Completes layers, which come from a manifest, by what the configuration says of them.</summary>
    public IReadOnlyList<ImageLayer> Complete(IReadOnlyList<ImageLayer> layers) =>
    [
        .. layers.Select((layer, index) => layer with
        {
            DiffId = index < DiffIds.Count && ContentDigest.TryParse(DiffIds[index], out var diffId) ? diffId : default,
            // a history that does not fit the layers says nothing about them
            CreatedBy = BuildSteps.Count == layers.Count ? BuildSteps[index] : "",
        }),
    ];

    private static JsonElement.ArrayEnumerator Items(JsonElement list) => list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default;
}
