using Vigil.Advisories.Store;
using Vigil.Domain.Packages;
using Vigil.Scanning.Estates;

namespace Vigil.Benchmarks;

/// <summary>The estate in memory.</summary>
internal sealed class MemoryEstate(AdvisoryStore store) : IMeasuredEstate
{
    private readonly Estate _estate = new(store);
    private EstateDelta? _last;

    public long Mebibytes => GC.GetTotalMemory(forceFullCollection: true) >> 20;

    public int Intern(Coordinate coordinate) => _estate.Intern(coordinate);

    public void Put(string resource, int[] coordinates) => _estate.Put(resource, coordinates);

    public void Flush()
    {
        // everything is in its place
    }

    public void Apply(GenerationDelta delta, AdvisoryStore after) => _last = _estate.Apply(delta, after);

    public int TakeFindings()
    {
        var findings = _last?.Findings.Length ?? 0;
        _last = null;
        return findings;
    }

    public void Dispose() => _last = null;
}
