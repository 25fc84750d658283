using Vigil.Advisories.Exploits;
using Vigil.Advisories.Store;
using Vigil.Domain;
using Vigil.Domain.Advisories;

namespace Vigil.Scanning.Matching;

/// <summary>What one generation and one table of exploits know of flaws. What was asked for is remembered. Not for several threads at once.</summary>
internal sealed class FlawKnowledge(AdvisoryStore store, ExploitTable exploits)
{
    private const int MaxRemembered = 20_000;

    private readonly Dictionary<string, (Vulnerability Flaw, EquatableArray<string> Aliases, ExploitKnowledge Exploitation)> _known = new(StringComparer.Ordinal);

    /// <summary>A flaw by its primary id: itself, its other names, and what is known of its exploitation.</summary>
    public (Vulnerability Flaw, EquatableArray<string> Aliases, ExploitKnowledge Exploitation) Of(string id)
    {
        if (!_known.TryGetValue(id, out var known))
        {
            if (_known.Count >= MaxRemembered)
            {
                _known.Clear();
            }

            var flaw = store.Vulnerability(store.FindVulnerability(id));
            known = (flaw, [.. flaw.Names.Items.Select(name => name.Id).Where(name => name != id)], exploits.Find(flaw.Names.Items.Select(name => name.Id)));
            _known.Add(id, known);
        }

        return known;
    }
}
