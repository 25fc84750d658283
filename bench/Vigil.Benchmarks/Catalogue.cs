using Vigil.Advisories.Store;
using Vigil.Domain.Advisories;
using Vigil.Domain.Versions;

namespace Vigil.Benchmarks;

/// <summary>The products of a generation, by ecosystem and release: names and versions of the real world.</summary>
internal static class Catalogue
{
    /// <summary>Reads all of them, each release's in an order that is as good as random.</summary>
    public static Dictionary<(string Ecosystem, string Release), Product[]> Read(AdvisoryStore store)
    {
        var products = new List<Product>();
        for (var cursor = new KeyCursor(store.File); !cursor.AtEnd; cursor.Advance(move: true))
        {
            var key = cursor.Key;
            if (Versions(store, key, out var namesSource) is { Length: > 0 } versions)
            {
                products.Add(new Product(key.Ecosystem, Release(key), key.Name, namesSource, versions));
            }
        }

        return products.GroupBy(product => (product.Ecosystem, product.Release)).ToDictionary(
            group => group.Key,
            group => group.OrderBy(product => Seeded.Hash(product.Name, "popularity")).ThenBy(product => product.Name, StringComparer.Ordinal).ToArray());
    }

    // Alpine's keys name the branch, its packages the release
    private static string Release(AdvisoryKey key) => key.Ecosystem == "Alpine" ? key.Release.TrimStart('v') : key.Release;

    private static string[] Versions(AdvisoryStore store, AdvisoryKey key, out bool namesSource)
    {
        namesSource = false;
        VersionScheme? scheme = null;
        var versions = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in store.Find(key))
        {
            namesSource |= row.NamesSource;
            if (VersionSchemes.TryGet(row.Scheme, out scheme))
            {
                Add(row.Introduced, scheme);
                Add(row.Fixed, scheme);
                Add(row.LastAffected, scheme);
                foreach (var version in row.Versions)
                {
                    Add(version, scheme);
                }
            }
        }

        string[] ascending = [.. versions];
        Array.Sort(ascending, (left, right) => scheme!.Compare(left, right)); // there is a version, so there is a scheme
        return ascending;

        void Add(StoredVersion version, VersionScheme order)
        {
            if (!version.IsEmpty && version.ToString() is var text && order.IsValid(text))
            {
                versions.Add(text);
            }
        }
    }
}
