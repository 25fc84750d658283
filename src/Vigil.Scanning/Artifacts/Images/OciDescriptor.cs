using System.Text.Json;
using Vigil.Domain.Diagnostics;

namespace Vigil.Scanning.Artifacts.Images;

/// <summary>A pointer to a blob: its type, size and digest.</summary>
/// <seealso href="https://github.com/opencontainers/image-spec/blob/v1.1.0/descriptor.md"/>
internal sealed record OciDescriptor(string MediaType, ContentDigest Digest, long Size)
{
    /// <summary>Platform of an entry of an index, where stated.</summary>
    public Platform? Platform { get; init; }

    /// <summary>Tag of an entry of a layout's index, where stated.</summary>
    public string RefName { get; init; } = "";

    /// <summary>Whether it is an attestation that a build attached, not an image.</summary>
    public bool IsAttestation { get; init; }

    /// <summary>Reads a list.</summary>
    /// <exception cref="FormatException">It is no list of descriptors.</exception>
    public static IReadOnlyList<OciDescriptor> ReadAll(JsonElement list) => list.ValueKind == JsonValueKind.Array
        ? [.. list.EnumerateArray().Select(Read)]
        : throw new FormatException("A list of descriptors was expected.");

    /// <summary>Reads one.</summary>
    /// <exception cref="FormatException">It has no digest that can be verified.</exception>
    public static OciDescriptor Read(JsonElement json)
    {
        var text = Text(json, "digest");
        if (!ContentDigest.TryParse(text, out var digest))
        {
            throw new FormatException($"'{Quote.Of(text)}' is no digest: expected sha256: and 64 hex digits.");
        }

        var annotations = Member(json, "annotations");
        return new OciDescriptor(Text(json, "mediaType"), digest, Number(json, "size"))
        {
            Platform = Member(json, "platform") is { ValueKind: JsonValueKind.Object } platform
                ? new Platform(Text(platform, "os"), Text(platform, "architecture"), Text(platform, "variant"))
                : null,
            RefName = Text(annotations, "org.opencontainers.image.ref.name"),
            IsAttestation = Text(annotations, "vnd.docker.reference.type") == "attestation-manifest",
        };
    }

    internal static JsonElement Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) ? member : default;

    internal static string Text(JsonElement json, string name) =>
        Member(json, name) is { ValueKind: JsonValueKind.String } member ? member.GetString() ?? "" : "";

    private static long Number(JsonElement json, string name) =>
        Member(json, name) is { ValueKind: JsonValueKind.Number } member && member.TryGetInt64(out var number) && number >= 0 ? number : 0;
}
