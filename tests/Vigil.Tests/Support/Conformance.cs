using System.Text.Json;

namespace Vigil.Tests.Support;

/// <summary>Reads the public conformance data that stands beside the checkout. Where it is not there, the rows are empty and the caller skips.</summary>
public static class Conformance
{
    /// <summary>Path of a file or folder under <c>shared/conformance</c>; skips the running test when it is not there.</summary>
    public static string PathOf(string relative)
    {
        var path = Repository.Shared is null ? "" : Path.Combine(Repository.Shared, "conformance", relative);
        if (!Path.Exists(path))
        {
            Assert.Skip($"shared/conformance/{relative} is not beside this checkout");
        }

        return path;
    }

    /// <summary>Whether a file or folder stands under <c>shared/conformance</c>.</summary>
    public static bool Has(string relative) => Repository.Shared is not null && Path.Exists(Path.Combine(Repository.Shared, "conformance", relative));

    /// <summary>Lines of a JSON Lines file under <c>shared/conformance</c>.</summary>
    public static IReadOnlyList<JsonElement> Rows(string relative) =>
        [.. File.ReadLines(PathOf(relative)).Where(line => line.Length > 0).Select(line => JsonDocument.Parse(line).RootElement.Clone())];
}
