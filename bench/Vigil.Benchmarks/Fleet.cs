using System.Globalization;
using Vigil.Domain.Packages;

namespace Vigil.Benchmarks;

/// <summary>A generator of estates with a fixed seed: resources that share most of what they have, as those of a real site do.</summary>
/// <remarks>
/// Every resource plays a role (a distribution, its base packages, what the role needs, libraries of two languages), is patched to one of several
/// levels, and has drifted a little from it. Half of its packages are ones that no advisory speaks of. The first thousand resources are the cohort: they
/// have besides packages that nobody else has, the same in estates of every size.
/// </remarks>
internal sealed class Fleet
{
    public const int CohortSize = 1_000;

    private const int Seed = 20_241_124;
    private const int Roles = 400;
    private const int PatchLevels = 12;
    private const int PackagesPerResource = 1_500;
    private const int SystemPackages = 700;
    private const int BasePackages = 250;
    private const int Drift = 30;
    private const int CohortPackages = 60;

    // most frequent first, with their weight
    private static readonly (string Ecosystem, string Release, int Weight)[] Distributions =
    [
        ("Ubuntu", "22.04", 18), ("Debian", "12", 14), ("Ubuntu", "24.04", 12), ("Amazon Linux", "2023", 12), ("Red Hat", "9", 9), ("Red Hat", "8", 9),
        ("Amazon Linux", "2", 8), ("Alpine", "3.20", 8), ("Debian", "11", 5), ("AlmaLinux", "9", 3), ("openSUSE", "15.5", 2),
    ];

    private static readonly string[] Languages = ["npm", "PyPI", "Maven", "Go", "NuGet", "RubyGems", "Packagist", "crates.io"];

    private readonly Dictionary<(string Ecosystem, string Release), Product[]> _products;
    private readonly Random _random = new(Seed);
    private readonly OrderedDictionary<Coordinate, int> _coordinates = [];
    private readonly int[][][] _roles;
    private readonly int[][] _drift;
    private readonly int[] _cohort;

    public Fleet(Dictionary<(string Ecosystem, string Release), Product[]> catalogue)
    {
        _products = catalogue.ToDictionary(pair => pair.Key, pair => pair.Value.Where(product => !product.IsNarrow).ToArray());
        _roles = new int[Roles][][];
        _drift = new int[Roles][];
        for (var role = 0; role < Roles; role++)
        {
            var packages = PackagesOf(role);
            _roles[role] = [.. Enumerable.Range(0, PatchLevels).Select(level => Numbers(packages.Select(package => package.At(level))))];
            _drift[role] = Numbers(packages.SelectMany(package => package.Every()));
        }

        var narrow = Places.SelectMany(place => catalogue[place]).Where(product => product.IsNarrow);
        _cohort = Numbers(narrow.SelectMany(product => new Choice(product, 0, "", IsQuiet: false).Every()));
    }

    /// <summary>The ecosystems and releases that resources have packages of.</summary>
    public static IEnumerable<(string Ecosystem, string Release)> Places =>
        [.. Distributions.Select(distribution => (distribution.Ecosystem, distribution.Release)), .. Languages.Select(language => (language, ""))];

    /// <summary>Fills an empty estate.</summary>
    public void Fill(IMeasuredEstate estate, int resources)
    {
        int[] numbers = [.. _coordinates.Keys.Select(estate.Intern)];
        var random = new Random(Seed);
        for (var resource = 0; resource < resources; resource++)
        {
            var role = random.Next(Roles);
            var packages = Array.ConvertAll(random.Popular(_roles[role]), package => numbers[package]);
            var (others, count) = resource < CohortSize ? (_cohort, CohortPackages) : (_drift[role], Drift);
            for (; count > 0; count--)
            {
                packages[random.Next(packages.Length)] = numbers[others[random.Next(others.Length)]];
            }

            estate.Put(string.Create(CultureInfo.InvariantCulture, $"arn:aws:ec2:eu-central-1:123456789012:instance/i-{resource:x17}"), packages);
        }

        estate.Flush();
    }

    private int[] Numbers(IEnumerable<Coordinate> coordinates)
    {
        var numbers = new List<int>();
        foreach (var coordinate in coordinates)
        {
            _coordinates.TryAdd(coordinate, 0, out var number);
            numbers.Add(number);
        }

        return [.. numbers];
    }

    private Choice[] PackagesOf(int role)
    {
        var place = _random.Next(Distributions.Sum(distribution => distribution.Weight));
        var distribution = Distributions.First(distribution => (place -= distribution.Weight) < 0);
        var system = _products[(distribution.Ecosystem, distribution.Release)];
        var first = Languages[(int)(Languages.Length * Math.Pow(_random.NextDouble(), 2))];
        var second = Languages[role % Languages.Length];
        var arch = _random.Next(3) > 0 ? "x86_64" : "aarch64";

        // the base of a distribution is the same in all roles, the rest is the role's own
        var chosen = new HashSet<Choice>();
        for (var i = 0; i < BasePackages; i++)
        {
            chosen.Add(new Choice(system[i % system.Length], 0, arch, IsQuiet: i % 2 == 0));
        }

        for (var attempts = 0; chosen.Count < PackagesPerResource; attempts++)
        {
            var pool = chosen.Count < SystemPackages ? system : _products[(_random.Next(3) > 0 ? first : second, "")];
            var product = attempts < 2 * PackagesPerResource ? _random.Popular(pool) : pool[_random.Next(pool.Length)];
            chosen.Add(new Choice(product, _random.Next(product.BinaryCount), pool == system ? arch : "", IsQuiet: _random.Next(2) == 0));
        }

        return [.. chosen];
    }

    /// <summary>A package of a role, whatever its version.</summary>
    private sealed record Choice(Product Product, int Binary, string Arch, bool IsQuiet)
    {
        private const int VersionsInUse = 10;

        // level 0 has the newest version of everything, higher ones lag behind more and more
        public Coordinate At(int level) => Of(Math.Max(0, Product.Versions.Length - 1 - (int)(Seeded.Hash(Product.Name, "lag") % (level + 1))));

        public IEnumerable<Coordinate> Every() => Enumerable.Range(0, Product.Versions.Length).TakeLast(VersionsInUse).Select(Of);

        private Coordinate Of(int version) => IsQuiet ? Product.Quiet(version, Binary, Arch) : Product.Installed(version, Binary, Arch);
    }
}
