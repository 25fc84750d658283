using Vigil.Domain;
using Vigil.Domain.Advisories;

namespace Vigil.Advisories.Feeds.Osv;

/// <summary>
/// Rows of one entry. The same statement for several repositories or products, as Red Hat and SUSE repeat it, is one row that lists them.
/// </summary>
internal sealed class AffectedRows(int maxStatements)
{
    private readonly List<AffectedPackage> _rows = [];
    private readonly List<List<string>?> _repositories = [];
    private readonly Dictionary<AffectedPackage, int> _places = [];

    /// <summary>Whether there is no row.</summary>
    public bool IsEmpty => _rows.Count == 0;

    /// <summary>Adds a statement.</summary>
    /// <param name="row">The statement without its repository.</param>
    /// <param name="repository">What it is limited to, or empty.</param>
    public void Add(AffectedPackage row, string repository)
    {
        if (repository.Length > 0 && _places.TryGetValue(row, out var place))
        {
            if (_repositories[place] is { } known && !known.Contains(repository))
            {
                known.Add(repository);
            }

            return;
        }

        if (_rows.Count >= maxStatements)
        {
            throw new FormatException($"The entry makes more than {maxStatements} statements.");
        }

        if (repository.Length > 0)
        {
            _places.Add(row, _rows.Count);
        }

        _rows.Add(row);
        _repositories.Add(repository.Length > 0 ? [repository] : null);
    }

    /// <summary>The rows in the order first stated; nothing is kept.</summary>
    /// <param name="moduleStream">Module stream of those rows that are builds of a module and do not name one themselves, or empty.</param>
    public EquatableArray<AffectedPackage> Take(string moduleStream)
    {
        for (var i = 0; i < _rows.Count; i++)
        {
            if (_repositories[i] is { } repositories)
            {
                repositories.Sort(StringComparer.Ordinal);
                _rows[i] = _rows[i] with { Repositories = [.. repositories] };
            }

            if (moduleStream.Length > 0 && _rows[i].ModuleStream.Length == 0 && ModuleStreams.IsModular(_rows[i].Ranges))
            {
                _rows[i] = _rows[i] with { ModuleStream = moduleStream };
            }
        }

        EquatableArray<AffectedPackage> rows = [.. _rows];
        Clear();
        return rows;
    }

    /// <summary>Forgets all rows.</summary>
    public void Clear()
    {
        _rows.Clear();
        _repositories.Clear();
        _places.Clear();
    }
}
