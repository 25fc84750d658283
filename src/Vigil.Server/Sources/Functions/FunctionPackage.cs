using System.Text.Json;
using System.Text.Json.Serialization;

namespace Vigil.Server.Sources.Functions;

/// <summary>A version of a function, with all that a scan of it needs. Kept with the sighting.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version"><c>$LATEST</c>, or a number.</param>
/// <param name="Path">Path of its zip in the place.</param>
internal sealed record FunctionPackage(string Name, string Version, string Path)
{
    /// <summary>Paths of the zips of its layers, in their order.</summary>
    public IReadOnlyList<string> Layers { get; init; } = [];

    /// <summary>Its runtime: <c>python3.12</c>; empty when nobody says.</summary>
    public string Runtime { get; init; } = "";

    /// <summary>Its tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Its name in the source.</summary>
    [JsonIgnore]
    public string Key => $"{Name}:{Version}";

    /// <summary>Writes it down.</summary>
    public string ToText() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    /// <summary>Reads what was written down.</summary>
    public static FunctionPackage Parse(string text) => JsonSerializer.Deserialize<FunctionPackage>(text, JsonSerializerOptions.Web) ?? throw new FormatException("It is no function.");
}
