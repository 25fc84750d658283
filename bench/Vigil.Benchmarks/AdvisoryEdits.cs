using Vigil.Advisories.Store;
using Vigil.Domain.Advisories;

namespace Vigil.Benchmarks;

/// <summary>Some advisories of a generation that change on the next day: a third withdrawn, a third without their fix, a third relabelled.</summary>
internal sealed class AdvisoryEdits
{
    public const int Count = 500;

    private readonly HashSet<(string Id, string Source)> _edited;

    private AdvisoryEdits(IEnumerable<(string Id, string Source)> edited) => _edited = [.. edited];

    /// <summary>Nothing changes.</summary>
    public static AdvisoryEdits None { get; } = new([]);

    /// <summary>Advisories that speak of the wide products only, wherever they are, or of the narrow ones only, which the cohort has.</summary>
    public static AdvisoryEdits Choose(AdvisoryStore store, bool narrow, int count = Count)
    {
        var speaks = new byte[store.AdvisoryCount]; // 1 of the chosen kind of product, 2 of the other
        for (var cursor = new KeyCursor(store.File); !cursor.AtEnd; cursor.Advance(move: true))
        {
            var key = cursor.Key;
            var isChosen = Product.IsNarrowName(key.Name) == narrow;
            if (!isChosen || Fleet.Places.Contains((key.Ecosystem, key.Release.TrimStart('v'))))
            {
                foreach (var row in store.Find(key))
                {
                    speaks[row.AdvisoryIndex] |= (byte)(isChosen ? 1 : 2);
                }
            }
        }

        return new AdvisoryEdits(Enumerable.Range(0, store.AdvisoryCount)
            .Where(advisory => speaks[advisory] == 1)
            .Select(store.Advisory)
            .OrderBy(advisory => Seeded.Hash(advisory.Id, "edited"))
            .ThenBy(advisory => (advisory.Id, advisory.Source))
            .Select(advisory => (advisory.Id, advisory.Source))
            .Take(count));
    }

    /// <summary>Whether the next day has an advisory otherwise.</summary>
    public bool Changes(Advisory advisory) => _edited.Contains((advisory.Id, advisory.Source));

    /// <summary>An advisory as the next day has it.</summary>
    public Advisory Apply(Advisory advisory) => !Changes(advisory) ? advisory : (Seeded.Hash(advisory.Id, "edit") % 3) switch
    {
        0 => advisory with { Withdrawn = DateTimeOffset.UnixEpoch },
        1 => advisory with { Affected = [.. advisory.Affected.Select(affected => Relabelled(WithoutFix(affected)))] },
        _ => advisory with { Affected = [.. advisory.Affected.Select(Relabelled)] },
    };

    private static AffectedPackage WithoutFix(AffectedPackage affected) =>
        affected with { Ranges = [.. affected.Ranges.Select(range => range with { Fixed = "" })] };

    private static AffectedPackage Relabelled(AffectedPackage affected) => affected with { SeverityLabel = affected.SeverityLabel + " (edited)" };
}
