using System.Collections.Immutable;

namespace Vigil.Advisories.Store;

/// <summary>Compares two generations by a walk along their sorted tables; the rows themselves are not read.</summary>
/// <remarks>Exact but for a collision of 128 bits of SHA-256.</remarks>
public static class GenerationDiff
{
    /// <summary>Computes what differs.</summary>
    /// <exception cref="StoreFormatException">One of the two is damaged.</exception>
    public static GenerationDelta Compute(AdvisoryStore before, AdvisoryStore after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var keys = Keys(before, after);
        return new GenerationDelta(before.ContentId, after.ContentId, keys, Releases(before, after, keys), Advisories(before, after));
    }

    // a release is known as long as it has a key, so one that came or went did so with all its keys
    private static ImmutableArray<ReleaseChange> Releases(AdvisoryStore before, AdvisoryStore after, ImmutableArray<KeyChange> keys) =>
    [
        .. keys.Where(change => change.Kind != ChangeKind.Changed)
            .Select(change => new ReleaseChange(change.Key.Ecosystem, change.Key.Release, change.Kind))
            .Distinct()
            .Where(change => !(change.Kind == ChangeKind.Added ? before : after).HasRelease(change.Ecosystem, change.Release)),
    ];

    private static ImmutableArray<KeyChange> Keys(AdvisoryStore before, AdvisoryStore after)
    {
        var changes = ImmutableArray.CreateBuilder<KeyChange>();
        var left = new KeyCursor(before.File);
        var right = new KeyCursor(after.File);
        while (!left.AtEnd || !right.AtEnd)
        {
            var order = left.AtEnd ? 1 : right.AtEnd ? -1 : left.OrderAgainst(right);
            if (order < 0)
            {
                changes.Add(new KeyChange(left.Key, ChangeKind.Removed));
            }
            else if (order > 0)
            {
                changes.Add(new KeyChange(right.Key, ChangeKind.Added));
            }
            else if (!left.Meaning.SequenceEqual(right.Meaning))
            {
                changes.Add(new KeyChange(left.Key, ChangeKind.Changed));
            }

            left.Advance(order <= 0);
            right.Advance(order >= 0);
        }

        return changes.DrainToImmutable();
    }

    private static ImmutableArray<AdvisoryChange> Advisories(AdvisoryStore before, AdvisoryStore after)
    {
        var changes = ImmutableArray.CreateBuilder<AdvisoryChange>();
        int left = 0, right = 0;
        while (left < before.AdvisoryCount || right < after.AdvisoryCount)
        {
            var order = left == before.AdvisoryCount ? 1 : right == after.AdvisoryCount ? -1 : before.CompareAdvisories(left, after, right);
            if (order < 0)
            {
                Add(before, left, ChangeKind.Removed);
            }
            else if (order > 0)
            {
                Add(after, right, ChangeKind.Added);
            }
            else if (!before.DigestOf(left).SequenceEqual(after.DigestOf(right)))
            {
                var isWithdrawn = before.Advisory(left).Withdrawn is null && after.Advisory(right).Withdrawn is not null;
                Add(after, right, isWithdrawn ? ChangeKind.Withdrawn : ChangeKind.Changed);
            }

            left += order <= 0 ? 1 : 0;
            right += order >= 0 ? 1 : 0;
        }

        return changes.DrainToImmutable();

        void Add(AdvisoryStore store, int index, ChangeKind kind)
        {
            var advisory = store.Advisory(index);
            changes.Add(new AdvisoryChange(advisory.Id, advisory.Source, kind));
        }
    }
}
