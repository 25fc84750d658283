using System.Security.Cryptography;
using System.Text;

namespace Vigil.Server.Sources.Functions;

/// <summary>
/// Finds functions by the names of files: <c>NAME.zip</c> is the version <c>$LATEST</c>, <c>NAME/7.zip</c> version 7; <c>NAME.json</c> says more, and
/// <c>NAME.layers/*.zip</c> are its layers where that does not name any.
/// </summary>
internal static class FunctionListing
{
    private const string Zip = ".zip", Sidecar = ".json", LayerFolder = ".layers/";

    /// <summary>The files that say more about functions.</summary>
    public static IEnumerable<StoredFile> SidecarsOf(IReadOnlyList<StoredFile> files)
    {
        var names = files.Select(NameOf).OfType<(string Name, string Version)>().Select(pair => pair.Name + Sidecar).ToHashSet(StringComparer.Ordinal);
        return files.Where(file => names.Contains(file.Path) && file.Size <= FunctionSidecar.MaxBytes);
    }

    /// <summary>The functions, each with a stamp that differs when one of its files does.</summary>
    public static IEnumerable<(FunctionPackage Package, string Stamp)> Read(IReadOnlyList<StoredFile> files, IReadOnlyDictionary<string, FunctionSidecar> sidecars)
    {
        var stamps = files.ToDictionary(file => file.Path, file => file.Stamp, StringComparer.Ordinal);
        var layersByFolder = files.Where(file => file.Path.EndsWith(Zip, StringComparison.Ordinal) && file.Path.Contains(LayerFolder, StringComparison.Ordinal))
            .ToLookup(file => file.Path[..file.Path.IndexOf(LayerFolder, StringComparison.Ordinal)], file => file.Path, StringComparer.Ordinal);
        foreach (var file in files)
        {
            if (NameOf(file) is not { } function)
            {
                continue;
            }

            var sidecar = sidecars.GetValueOrDefault(function.Name + Sidecar, FunctionSidecar.None);
            var package = new FunctionPackage(function.Name, function.Version, file.Path)
            {
                Runtime = sidecar.Runtime,
                Layers = [.. sidecar.Layers ?? [.. layersByFolder[function.Name]]],
                Tags = sidecar.Tags,
            };
            var parts = package.Layers.Select(layer => stamps.GetValueOrDefault(layer, "")).Append(file.Stamp).Append(package.ToText());
            yield return (package, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts)))));
        }
    }

    private static (string Name, string Version)? NameOf(StoredFile file)
    {
        if (!file.Path.EndsWith(Zip, StringComparison.Ordinal))
        {
            return null;
        }

        var parts = file.Path[..^Zip.Length].Split('/');
        return parts switch
        {
            [var name] when IsName(name) => (name, "$LATEST"),
            [var name, var version] when IsName(name) && version.Length is > 0 and < 20 && version.All(char.IsAsciiDigit) => (name, version),
            _ => null,
        };
    }

    // as the provider allows them
    private static bool IsName(string name) => name.Length is > 0 and <= 140 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');
}
