using Vigil.Advisories.Store;
using Vigil.Domain.Verdicts;

namespace Vigil.Scanning.Matching;

/// <summary>Digests of all that verdicts say besides their coordinate and their flaw; for <see cref="VerdictMark.Meaning"/>.</summary>
/// <param name="store">The generation.</param>
internal sealed class VerdictDigests(AdvisoryStore store)
{
    // kept, because the same advisories decide again and again; zero is one that has not been asked for
    private readonly ulong[] _ids = new ulong[store.AdvisoryCount];
    private readonly ulong[] _advisories = new ulong[store.AdvisoryCount];
    private readonly SortedSet<ulong> _vendorIds = [];

    /// <summary>The digest of what <see cref="Verdict"/> says for a decision.</summary>
    /// <param name="flaw">Index of the flaw.</param>
    /// <param name="decision">What was decided.</param>
    /// <param name="lookup">Place that the deciding statement was found in.</param>
    /// <param name="all">The statements of the package.</param>
    /// <param name="about">Indexes of those about the flaw.</param>
    public ulong Of(int flaw, Decision decision, int lookup, ReadOnlySpan<Statement> all, ReadOnlySpan<int> about)
    {
        ref readonly var statement = ref all[decision.Deciding];
        var digest = default(Digest)
            .With(((ulong)decision.State << 32) | (uint)lookup)
            .With(OfAdvisory(statement.Advisory))
            .With(statement.Scheme)
            .With(statement.Label)
            .With(statement.HasFix ? statement.Channel : "");
        if (statement.Range is { } range)
        {
            digest = digest.With(range.Introduced).With(range.Fixed).With(range.LastAffected);
        }

        return about.Length == 1 ? digest.Value : WithVendorIds(digest, flaw, decision.Deciding, all, about);
    }

    private ulong WithVendorIds(Digest digest, int flaw, int deciding, ReadOnlySpan<Statement> all, ReadOnlySpan<int> about)
    {
        _vendorIds.Clear();
        foreach (var index in about)
        {
            if (all[index].Position == Position.Inside)
            {
                _vendorIds.Add(OfId(all[index].Advisory));
            }
        }

        // the flaw's own name is none of them, and the deciding one is in the digest already
        _vendorIds.Remove(default(Digest).With(store.VulnerabilityId(flaw)).Value);
        _vendorIds.Remove(OfId(all[deciding].Advisory));
        foreach (var id in _vendorIds)
        {
            digest = digest.With(id);
        }

        return digest.Value;
    }

    private ulong OfAdvisory(int index)
    {
        ref var digest = ref _advisories[index];
        return digest != 0 ? digest : digest = new Digest(OfId(index)).With(store.Advisory(index).Source).Value;
    }

    private ulong OfId(int index)
    {
        ref var digest = ref _ids[index];
        return digest != 0 ? digest : digest = default(Digest).With(store.Advisory(index).Id).Value;
    }
}
