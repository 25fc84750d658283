using Vigil.Domain.Advisories;

namespace Vigil.Advisories.Feeds.Csaf;

/// <summary>Rows of a flaw: the same statement for several architectures and products is one row that lists them.</summary>
internal sealed class CsafRows(int maxStatements)
{
    private readonly Dictionary<AffectedPackage, SortedDictionary<string, SortedSet<string>>> _rows = [];
    private readonly List<AffectedPackage> _order = [];
    private int _statements;

    /// <summary>Adds a statement.</summary>
    /// <param name="row">The statement without its limits.</param>
    /// <param name="arch">Architecture, or empty for all.</param>
    /// <param name="product">Product to which it is limited, or empty for the whole of the release.</param>
    /// <exception cref="FormatException">There are too many.</exception>
    public void Add(AffectedPackage row, string arch, string product)
    {
        if (++_statements > maxStatements)
        {
            throw new FormatException($"The entry makes more than {maxStatements} statements.");
        }

        if (!_rows.TryGetValue(row, out var products))
        {
            _rows.Add(row, products = new(StringComparer.Ordinal));
            _order.Add(row);
        }

        if (!products.TryGetValue(product, out var arches))
        {
            products.Add(product, arches = new(StringComparer.Ordinal));
        }

        arches.Add(arch);
    }

    /// <summary>The rows in the order first stated.</summary>
    public IEnumerable<AffectedPackage> Build() => _order.SelectMany(row => _rows[row]
        .GroupBy(product => (Arches: string.Join('|', product.Value), IsLimited: product.Key.Length > 0))
        .Select(products => row with
        {
            Arches = [.. products.First().Value.Where(arch => arch.Length > 0)],
            Repositories = [.. products.Select(product => product.Key).Where(product => product.Length > 0)],
        }));
}
