using FsCheck;
using FsCheck.Fluent;
using Vigil.Domain.Advisories;
using Vigil.Domain.Packages;
using Vigil.Tests.Advisories.Compilation;

namespace Vigil.Tests.Estates;

/// <summary>Resources from a small alphabet of packages, and edits of small sets of advisories that speak of them.</summary>
public static class RandomEstates
{
    private static readonly Gen<Coordinate> Package =
        from place in Gen.Elements(("Debian", "12"), ("Debian", "8"), ("npm", ""), ("Red Hat", "8"), ("Red Hat", "12"), ("no such ecosystem", ""))
        from name in Gen.Elements("a", "ab", "library-one", "library-two")
        from version in Gen.Elements("0.9", "1", "1.0-1", "1.5-2", "2:3.4", "not a version")
        from source in Gen.Elements("", "a", "library-one")
        from arch in Gen.Elements("", "x86_64")
        select new Coordinate { Ecosystem = place.Item1, Release = place.Item2, Name = name, Version = version, SourceName = source, Arch = arch };

    public static Arbitrary<Coordinate[]> Inventories() => Package.ArrayOf().ToArbitrary();

    public static Arbitrary<Coordinate[][]> Estates() => Gen.Choose(0, 25).SelectMany(count => Package.ArrayOf(count)).ArrayOf().ToArbitrary();

    /// <summary>Three generations, each an edit of the one before.</summary>
    public static Arbitrary<Advisory[][]> Histories() =>
        (from first in Sets
         from second in Edit(first)
         from third in Edit(second)
         select new[] { first, second, third }).ToArbitrary();

    private static readonly Gen<Advisory[]> Sets = RandomAdvisories.Sets().Generator;

    private static Gen<Advisory[]> Edit(Advisory[] set) =>
        from added in Sets
        from kept in Gen.Choose(0, set.Length)
        from edits in Gen.Choose(0, 3)
        from states in Gen.Elements(Enum.GetValues<VendorState>())
        select (Advisory[])[.. set.Take(kept).Select((one, index) => index < edits ? With(one, states) : one), .. added.Take(edits)];

    private static Advisory With(Advisory advisory, VendorState state) =>
        advisory with { Affected = [.. advisory.Affected.Select(affected => affected with { State = state })] };
}
