using FsCheck;
using FsCheck.Fluent;
using Vigil.Domain;
using Vigil.Domain.Advisories;

namespace Vigil.Tests.Advisories.Compilation;

/// <summary>Sets of advisories from small alphabets, so that keys, names and rows collide as they do in real feeds.</summary>
public static class RandomAdvisories
{
    private static readonly Gen<string> Version = Gen.Elements("1", "1.0-1", "2:3.4~rc1-5ubuntu0.1", "not a version", "1.10", "0~");

    private static readonly Gen<VersionRange> Range =
        from introduced in Gen.Elements("", "0", "1", "1.2-3")
        from end in Version
        from kind in Gen.Choose(0, 2)
        select kind switch
        {
            0 => new VersionRange(introduced, end),
            1 => new VersionRange(introduced, "", end),
            _ => new VersionRange(introduced, ""),
        };

    private static readonly Gen<AffectedPackage> Affected =
        from ecosystem in Gen.Elements("Debian", "Debian2", "npm", "Red Hat")
        from release in Gen.Elements("", "8", "12")
        from name in Gen.Elements("a", "ab", "library-one", "library-two", "library-", "\u00e9t\u00e9", "", "x\0y")
        from scheme in Gen.Elements("deb", "rpm", "npm", "no such scheme")
        from state in Gen.Elements(Enum.GetValues<VendorState>())
        from namesSource in Gen.Elements(true, false)
        from ranges in Several(Range)
        from versions in Several(Version)
        from arches in Several(Gen.Elements("x86_64", "aarch64"))
        from module in Gen.Elements("", "nodejs:18")
        from repositories in Several(Gen.Elements("client", "server", "workstation"))
        from label in Gen.Elements("", "low", "high")
        select new AffectedPackage
        {
            Key = new AdvisoryKey(ecosystem, release, name),
            Scheme = scheme,
            State = state,
            NamesSource = namesSource,
            Ranges = ranges,
            Versions = versions,
            Arches = arches,
            ModuleStream = module,
            Repositories = repositories,
            SeverityLabel = label,
        };

    private static readonly Gen<string> Name = Gen.Elements("CVE-1", "CVE-2", "CVE-3", "CVE-4", "GHSA-1", "GHSA-2", "X-1", "X-2", "X-3");

    private static readonly Gen<DateTimeOffset?> Time =
        Gen.Elements<DateTimeOffset?>(null, null, new DateTimeOffset(2024, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(7), DateTimeOffset.UnixEpoch);

    private static readonly Gen<Advisory> One =
        from id in Name
        from source in Gen.Elements("osv/npm", "redhat")
        from aliases in Several(Name)
        from isErratum in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
        from summary in Gen.Elements("", "A title", "Another")
        from details in Gen.Elements("", "Text", new string('x', 3_000))
        from published in Time
        from modified in Time
        from withdrawn in Gen.Frequency((5, Gen.Constant<DateTimeOffset?>(null)), (1, Time))
        from severities in Several(Gen.Elements(new Severity("NVD", "AV:N"), new Severity("UBUNTU_CVE", "", "low")))
        from affected in Several(Affected)
        select new Advisory
        {
            Id = id,
            Source = source,
            Aliases = isErratum ? [] : aliases,
            Vulnerabilities = isErratum ? aliases : [],
            Summary = summary,
            Details = details,
            Published = published,
            Modified = modified,
            Withdrawn = withdrawn,
            Severities = severities,
            References = ["https://example.com/" + id],
            Affected = affected,
        };

    /// <summary>For <c>[Property(Arbitrary = …)]</c>.</summary>
    public static Arbitrary<Advisory[]> Sets() => One.ArrayOf().ToArbitrary();

    private static Gen<EquatableArray<T>> Several<T>(Gen<T> item)
        where T : IEquatable<T> =>
        Gen.Choose(0, 3).SelectMany(count => item.ArrayOf(count)).Select(items => (EquatableArray<T>)[.. items]);
}
