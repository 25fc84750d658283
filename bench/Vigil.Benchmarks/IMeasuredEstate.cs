using Vigil.Advisories.Store;
using Vigil.Domain.Packages;

namespace Vigil.Benchmarks;

/// <summary>An estate that is filled and then led from one generation to another.</summary>
internal interface IMeasuredEstate : IDisposable
{
    /// <summary>Memory or disk that it takes.</summary>
    long Mebibytes { get; }

    /// <summary>Gives a coordinate the number by which <see cref="Put"/> knows it.</summary>
    int Intern(Coordinate coordinate);

    /// <summary>Takes what a resource contains.</summary>
    void Put(string resource, int[] coordinates);

    /// <summary>Ends the filling.</summary>
    void Flush();

    /// <summary>Applies a delta.</summary>
    void Apply(GenerationDelta delta, AdvisoryStore after);

    /// <summary>Number of findings that the last delta changed.</summary>
    int TakeFindings();
}
