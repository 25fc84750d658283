using Vigil.Domain.Packages;
using Vigil.Scanning.Estates;

namespace Vigil.Benchmarks;

/// <summary>The estate in memory.</summary>
internal sealed class MemoryTarget(Estate estate) : IFleetTarget
{
    public int Intern(Coordinate coordinate) => estate.Intern(coordinate);

    public void Put(string resource, int[] coordinates) => estate.Put(resource, coordinates);
}
