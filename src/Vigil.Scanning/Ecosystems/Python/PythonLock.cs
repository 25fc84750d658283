using Vigil.Domain.Advisories;
using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Python;

/// <summary>The packages of a lock file whose entries need each other by name, in whatever spelling.</summary>
internal sealed class PythonLock
{
    private readonly DependencyGraph _graph = new(PythonEcosystem.Id);
    private readonly Dictionary<string, List<int>> _byName = new(StringComparer.Ordinal);
    private readonly List<(int? From, string Name, DependencyScope Scope)> _needs = [];

    /// <summary>Adds a package and what it needs.</summary>
    public void Add(LockedPackage package, IEnumerable<string> needs)
    {
        var number = _graph.Add(package);
        var name = Normalized(package.Name);
        if (!_byName.TryGetValue(name, out var versions))
        {
            _byName.Add(name, versions = []);
        }

        versions.Add(number);
        _needs.AddRange(needs.Select(need => ((int?)number, Normalized(need), DependencyScope.Unknown)));
    }

    /// <summary>Adds what the project itself asks for.</summary>
    public void AddProject(IEnumerable<string> needs, DependencyScope scope) => _needs.AddRange(needs.Select(need => ((int?)null, Normalized(need), scope)));

    /// <summary>Gives the packages. Where a name stands for several versions, one for each platform, it means all of them.</summary>
    public void Report(FactSink sink)
    {
        foreach (var (from, name, scope) in _needs)
        {
            foreach (var to in _byName.GetValueOrDefault(name, []))
            {
                if (from is { } package)
                {
                    _graph.AddNeed(package, to);
                }
                else
                {
                    _graph.AddDirect(to, scope);
                }
            }
        }

        _graph.Report(sink);
    }

    private static string Normalized(string name) => AdvisoryKeys.NormalizeName(PythonEcosystem.Id, name);
}
