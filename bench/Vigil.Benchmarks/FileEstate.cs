using Vigil.Advisories.Store;
using Vigil.Domain.Packages;
using Vigil.Storage.Estates;

namespace Vigil.Benchmarks;

/// <summary>The estate on SQLite, filled a few thousand resources at a time.</summary>
internal sealed class FileEstate : IMeasuredEstate
{
    private const int Batch = 4_096;

    private readonly string _path;
    private readonly SqliteEstate _estate;
    private readonly List<Coordinate> _coordinates = [];
    private readonly List<(string, IEnumerable<Coordinate>)> _resources = [];
    private long _last;

    public FileEstate(string path, AdvisoryStore store)
    {
        foreach (var file in (string[])[path, path + "-wal", path + "-shm"])
        {
            File.Delete(file);
        }

        _path = path;
        _estate = new SqliteEstate(path);
        _estate.JudgeBy(store);
    }

    public long Mebibytes => new FileInfo(_path).Length >> 20;

    public int Intern(Coordinate coordinate)
    {
        _coordinates.Add(coordinate);
        return _coordinates.Count - 1;
    }

    public void Put(string resource, int[] coordinates)
    {
        _resources.Add((resource, coordinates.Select(coordinate => _coordinates[coordinate])));
        if (_resources.Count == Batch)
        {
            Flush();
        }
    }

    public void Flush()
    {
        _estate.Put(_resources);
        _resources.Clear();
    }

    public void Apply(GenerationDelta delta, AdvisoryStore after) => _last = _estate.Apply(delta, after, () => { }, CancellationToken.None);

    public int TakeFindings()
    {
        var findings = _estate.FindingChanges(_last).Count();
        _estate.Forget(_last);
        return findings;
    }

    public void Dispose() => _estate.Dispose();
}
