using System.Collections.Immutable;
using System.Text.Json;
using Vigil.Server.Wire;

namespace Vigil.Server.Sources.Functions;

/// <summary>What a file <c>NAME.json</c> beside <c>NAME.zip</c> says: <c>{"runtime": "python3.12", "layers": ["shared/base.zip"], "tags": {"env": "prod"}}</c>.</summary>
/// <param name="Runtime">The runtime; empty when it does not say.</param>
/// <param name="Layers">Paths of the layers from the root of the place; <see langword="null"/> when it does not say.</param>
/// <param name="Tags">Tags of the function.</param>
internal sealed record FunctionSidecar(string Runtime, ImmutableArray<string>? Layers, ImmutableSortedDictionary<string, string> Tags)
{
    /// <summary>Most bytes that such a file may have.</summary>
    public const int MaxBytes = 64 << 10;

    /// <summary>For a function without one.</summary>
    public static FunctionSidecar None { get; } = new("", null, ImmutableSortedDictionary<string, string>.Empty);

    /// <summary>Reads one.</summary>
    /// <exception cref="FormatException">It says something else.</exception>
    public static FunctionSidecar Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            return new FunctionSidecar(
                root.OptionalText("runtime") ?? "",
                root.Member("layers") is null ? null : [.. root.Texts("layers")],
                root.TextEntries("tags").ToImmutableSortedDictionary(StringComparer.Ordinal));
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException($"It is no description of a function: {fault.Message}", fault);
        }
    }
}
