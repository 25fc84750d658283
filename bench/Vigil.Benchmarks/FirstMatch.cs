using System.Globalization;
using Vigil.Advisories.Store;
using Vigil.Domain.Packages;
using Vigil.Scanning.Estates;
using Vigil.Scanning.Matching;

namespace Vigil.Benchmarks;

/// <summary>A million distinct coordinates, matched for the first time on one core.</summary>
internal static class FirstMatch
{
    private const int Coordinates = 1_000_000;

    public static void Run(AdvisoryStore store, Dictionary<(string Ecosystem, string Release), Product[]> catalogue)
    {
        var coordinates = NewestOf(catalogue.Values.SelectMany(products => products).ToArray());
        long verdicts = 0;
        var matched = Measure(() =>
        {
            verdicts = 0;
            var matcher = new Matcher(store);
            foreach (var coordinate in coordinates)
            {
                verdicts += matcher.Match(coordinate).Verdicts.Count;
            }
        });
        var interned = Measure(() =>
        {
            var estate = new Estate(store);
            foreach (var coordinate in coordinates)
            {
                estate.Intern(coordinate);
            }
        });
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {coordinates.Length:N0} | {verdicts:N0} | {matched} | {interned} |"));
    }

    private static Cost Measure(Action action) => Cost.Median([Cost.Of(action), Cost.Of(action), Cost.Of(action)]);

    // of every product its newest version first, then the one before it, until there are enough
    private static Coordinate[] NewestOf(Product[] products)
    {
        var coordinates = new HashSet<Coordinate>();
        for (var age = 1; coordinates.Count < Coordinates; age++)
        {
            foreach (var product in products.Where(product => product.Versions.Length >= age))
            {
                for (var binary = 0; binary < product.BinaryCount; binary++)
                {
                    coordinates.Add(product.Installed(product.Versions.Length - age, binary, "x86_64"));
                    coordinates.Add(product.Installed(product.Versions.Length - age, binary, "aarch64"));
                }
            }
        }

        return [.. coordinates.Take(Coordinates)];
    }
}
