using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Vigil.Advisories.Store;
using Vigil.Domain.Advisories;
using Vigil.Domain.Packages;
using Vigil.Scanning.Matching;

namespace Vigil.Scanning.Estates;

/// <summary>All resources of a site in memory, as the distinct coordinates that they have, and where each of these stands.</summary>
/// <remarks>
/// A coordinate is judged once, however many resources have it; another generation judges only the coordinates of the keys whose meaning it changes, and
/// only verdicts that differ reach the resources that have them. So its cost follows the change, whatever the number of resources. A pair of
/// resource and package takes two to four bytes. Not for several threads at once.
/// </remarks>
public sealed class Estate
{
    private readonly Numbering<string> _resources = new();
    private readonly Numbering<Coordinate> _coordinates = new();
    private readonly Numbering<AdvisoryKey> _keys = new();
    private readonly Numbering<string> _vulnerabilities = new();
    private readonly List<NumberSet> _coordinatesOfResource = [];
    private readonly List<NumberSet> _resourcesOfCoordinate = [];
    private readonly List<NumberSet> _coordinatesOfKey = [];
    private readonly List<Standing> _standings = [];
    private Judge _judge;

    /// <summary>An estate without resources.</summary>
    /// <param name="store">The generation to judge by.</param>
    public Estate(AdvisoryStore store) => _judge = JudgeOf(store);

    /// <summary>The generation that all standings rest on.</summary>
    public AdvisoryStore Store => _judge.Store;

    /// <summary>Number of resources, those that were removed included.</summary>
    public int ResourceCount => _resources.Count;

    /// <summary>Number of distinct coordinates that were ever seen.</summary>
    public int CoordinateCount => _coordinates.Count;

    /// <summary>Id of a resource.</summary>
    public string Resource(int number) => _resources[number];

    /// <summary>A coordinate by its number.</summary>
    public Coordinate Coordinate(int number) => _coordinates[number];

    /// <summary>Primary id of a flaw by its number.</summary>
    public string Vulnerability(int number) => _vulnerabilities[number];

    /// <summary>Where a coordinate stands.</summary>
    public Standing StandingOf(int coordinate) => _standings[coordinate];

    /// <summary>The distinct coordinates of a resource; none when it is not known.</summary>
    public NumberSet CoordinatesOf(string resource) =>
        _resources.TryGet(resource, out var number) ? _coordinatesOfResource[number] : new NumberSet();

    /// <summary>The number of a coordinate. One that is seen for the first time is judged.</summary>
    public int Intern(Coordinate coordinate)
    {
        ArgumentNullException.ThrowIfNull(coordinate);
        var number = _coordinates.NumberOf(coordinate, out var isNew);
        if (isNew)
        {
            _resourcesOfCoordinate.Add(new NumberSet());
            _standings.Add(_judge.StandingOf(coordinate));
            foreach (var key in _judge.KeysOf(coordinate))
            {
                Index(key, number);
            }
        }

        return number;
    }

    /// <summary>Takes what a resource contains, in the place of what was known of it.</summary>
    /// <param name="resource">Its id.</param>
    /// <param name="coordinates">Numbers from <see cref="Intern"/>; in any order, repetitions allowed.</param>
    public void Put(string resource, IEnumerable<int> coordinates)
    {
        ArgumentException.ThrowIfNullOrEmpty(resource);
        var number = _resources.NumberOf(resource, out var isNew);
        if (isNew)
        {
            _coordinatesOfResource.Add(new NumberSet());
        }

        var (before, after) = (_coordinatesOfResource[number], NumberSet.Of(coordinates));
        foreach (var coordinate in before.Except(after))
        {
            _resourcesOfCoordinate[coordinate].Remove(number);
        }

        foreach (var coordinate in after.Except(before))
        {
            _resourcesOfCoordinate[coordinate].Add(number);
        }

        _coordinatesOfResource[number] = after;
    }

    /// <summary>Takes an inventory as what a resource contains.</summary>
    public void Put(string resource, Inventory inventory) => Put(resource, InventoryMatcher.CoordinatesOf(inventory).Select(Intern));

    /// <summary>Forgets what a resource contains.</summary>
    public void Remove(string resource)
    {
        if (_resources.TryGet(resource, out _))
        {
            Put(resource, []);
        }
    }

    /// <summary>Goes on to another generation.</summary>
    /// <param name="delta">What differs between <see cref="Store"/> and the other one.</param>
    /// <param name="after">The other one; it must stay open as long as the estate is used.</param>
    /// <returns>What changed.</returns>
    /// <exception cref="ArgumentException">The delta is one of other generations.</exception>
    public EstateDelta Apply(GenerationDelta delta, AdvisoryStore after)
    {
        ArgumentNullException.ThrowIfNull(delta);
        ArgumentNullException.ThrowIfNull(after);
        if (delta.Before != Store.ContentId || delta.After != after.ContentId)
        {
            throw new ArgumentException($"The delta leads from {delta.Before} to {delta.After}, not from {Store.ContentId} to {after.ContentId}.", nameof(delta));
        }

        _judge = JudgeOf(after);
        var touched = CoordinatesTouchedBy(delta);
        var changes = JudgeAgain(touched);
        var findings = Follow(changes);
        foreach (var change in changes)
        {
            _standings[change.Coordinate] = change.After;
        }

        return new EstateDelta(touched.Length, ImmutableCollectionsMarshal.AsImmutableArray(changes), findings);
    }

    private Judge JudgeOf(AdvisoryStore store) => new(store, id => _vulnerabilities.NumberOf(id, out _));

    private void Index(AdvisoryKey key, int coordinate)
    {
        var number = _keys.NumberOf(key, out var isNew);
        if (isNew)
        {
            _coordinatesOfKey.Add(new NumberSet());
        }

        _coordinatesOfKey[number].Add(coordinate);
    }

    private int[] CoordinatesTouchedBy(GenerationDelta delta)
    {
        var touched = new HashSet<int>();
        foreach (var change in delta.Keys)
        {
            if (_keys.TryGet(change.Key, out var key))
            {
                Add(key);
            }
        }

        // rare: a release that comes or goes makes packages evaluated that no advisory speaks of
        var ecosystems = delta.Releases.Select(change => change.Ecosystem).ToHashSet(StringComparer.Ordinal);
        for (var key = 0; ecosystems.Count > 0 && key < _keys.Count; key++)
        {
            if (ecosystems.Contains(_keys[key].Ecosystem))
            {
                Add(key);
            }
        }

        return [.. touched.Order()];

        void Add(int key)
        {
            foreach (var coordinate in _coordinatesOfKey[key])
            {
                touched.Add(coordinate);
            }
        }
    }

    private StandingChange[] JudgeAgain(int[] coordinates)
    {
        var changes = new List<StandingChange>();
        foreach (var coordinate in coordinates)
        {
            var before = _standings[coordinate];
            var after = _judge.StandingOf(_coordinates[coordinate]);
            if (!after.Equals(before))
            {
                changes.Add(new StandingChange(coordinate, before, after));
            }
        }

        return [.. changes];
    }

    private ImmutableArray<FindingChange> Follow(StandingChange[] changes)
    {
        var resources = new HashSet<int>();
        foreach (var change in changes.Where(change => change.Verdicts().Any()))
        {
            foreach (var resource in _resourcesOfCoordinate[change.Coordinate])
            {
                resources.Add(resource);
            }
        }

        var fanOut = new FindingFanOut(changes, _coordinates.Count, coordinate => _standings[coordinate]);
        var findings = ImmutableArray.CreateBuilder<FindingChange>();
        foreach (var resource in resources.Order())
        {
            fanOut.Follow(resource, _coordinatesOfResource[resource], findings);
        }

        return findings.DrainToImmutable();
    }
}
