using Vigil.Domain.Packages;

namespace Vigil.Benchmarks;

/// <summary>An estate that can be filled.</summary>
internal interface IFleetTarget
{
    int Intern(Coordinate coordinate);

    void Put(string resource, int[] coordinates);
}
