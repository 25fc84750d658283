using Vigil.Domain.Packages;

namespace Vigil.Scanning.Matching;

/// <summary>A package, and what is matched of it: its coordinate, with what its artifact is entitled to.</summary>
/// <param name="Package">The package.</param>
/// <param name="Coordinate">What is matched.</param>
public readonly record struct JudgedPackage(Package Package, Coordinate Coordinate)
{
    /// <summary>
    /// A digest of the places where it was seen, as far as a finding shows them, the same in every process; zero for a package of the distribution
    /// outside an image, of which the whole database tells.
    /// </summary>
    public ulong PlacesDigest
    {
        get
        {
            if (Coordinate is { Release.Length: > 0 } or { Arch.Length: > 0 } && Package.Evidence[0].LayerDiffId.Length == 0)
            {
                return 0;
            }

            var digest = default(Digest);
            foreach (var place in Package.Evidence)
            {
                digest = digest.With(place.Path).With(place.LayerDiffId);
            }

            return digest.Value;
        }
    }
}
