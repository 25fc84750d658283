using System.Text.Json;
using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.NuGet;

/// <summary>The libraries of a program, <c>Name/1.2.3</c> each, as <c>deps.json</c> and <c>project.assets.json</c> state them: packages and projects.</summary>
internal sealed class LibraryGraph
{
    private readonly Dictionary<string, string> _types = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _keys = [];
    private readonly List<(string From, string Name, string Version)> _needs = [];
    private readonly HashSet<string> _direct = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds a library.</summary>
    public void Add(string key, string type)
    {
        if (_types.TryAdd(key, type))
        {
            _keys.Add(key);
        }
    }

    /// <summary>Notes a package that the project asks for itself.</summary>
    public void AddDirect(string name) => _direct.Add(name);

    /// <summary>From a library's name over its value: notes what it needs.</summary>
    public static void ReadNeeds(ref Utf8JsonReader json, string key, LibraryGraph libraries)
    {
        if (!json.EnterObject())
        {
            return;
        }

        while (json.NextMember())
        {
            if (!json.ValueTextEquals("dependencies"u8) || !json.EnterObject())
            {
                json.Skip();
                continue;
            }

            while (json.NextMember())
            {
                var name = json.GetString()!; // a name is a text
                libraries._needs.Add((key, name, json.ReadText()));
            }
        }
    }

    /// <summary>Reports the packages.</summary>
    /// <param name="sink">Takes them.</param>
    /// <param name="path">The file, for what cannot be understood.</param>
    /// <param name="toPackage">Makes a package of name and version.</param>
    /// <param name="isLocked">Whether the file only says what is to be installed.</param>
    public void Report(FactSink sink, string path, Func<string, string, LockedPackage> toPackage, bool isLocked)
    {
        var graph = new DependencyGraph("NuGet");
        var numbers = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var key in _keys.Where(key => _types[key] is "package" or "runtimepack"))
        {
            var (name, version) = NuGetEcosystem.Split(key);
            if (name.Length > 0)
            {
                numbers.Add(key, graph.Add(toPackage(name, version)));
            }
            else
            {
                sink.Report(EcosystemCodes.IncompleteEntry, path, $"The library '{key}' has no name or no version: it was skipped.");
            }
        }

        AddNeeds(graph, numbers);
        graph.Report(sink, isLocked);
    }

    /// <summary>Reports the project that the file is about, which is its first.</summary>
    public void ReportProject(FactSink sink)
    {
        if (_keys.Find(key => _types[key] == "project") is { } project && NuGetEcosystem.Split(project) is { Name.Length: > 0 } own)
        {
            sink.Add(new PackageFact { Kind = "NuGet", Name = own.Name, Version = own.Version, IsProject = true });
        }
    }

    // where the file does not tell what the project asks for, the needs of its projects are it
    private void AddNeeds(DependencyGraph graph, Dictionary<string, int> numbers)
    {
        foreach (var (key, number) in numbers)
        {
            if (_direct.Contains(NuGetEcosystem.Split(key).Name))
            {
                graph.AddDirect(number);
            }
        }

        var byName = numbers.GroupBy(pair => NuGetEcosystem.Split(pair.Key).Name, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.First().Value, StringComparer.OrdinalIgnoreCase);
        foreach (var (from, name, version) in _needs)
        {
            if (!numbers.TryGetValue($"{name}/{version}", out var to) && !byName.TryGetValue(name, out to))
            {
                continue;
            }

            if (numbers.TryGetValue(from, out var number))
            {
                graph.AddNeed(number, to);
            }
            else if (_types.GetValueOrDefault(from) == "project" && _direct.Count == 0)
            {
                graph.AddDirect(to);
            }
            else
            {
                graph.AddIndirect(to);
            }
        }
    }
}
