using System.Text.Json;
using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.NuGet;

/// <summary>Reads <c>packages.lock.json</c> (versions 1 and 2): for each framework, packages with what they need.</summary>
/// <seealso href="https://learn.microsoft.com/nuget/consume-packages/package-references-in-project-files#locking-dependencies"/>
internal sealed class PackagesLockExtractor : JsonFileExtractor
{
    public override string Name => "packages.lock.json";

    public override bool Wants(in FileEntry entry) =>
        entry.FileName.SequenceEqual("packages.lock.json"u8) || (entry.FileName.StartsWith("packages."u8) && entry.FileName.EndsWith(".lock.json"u8));

    protected override void Read(string path, ref Utf8JsonReader json, FactSink sink)
    {
        var graph = new DependencyGraph("NuGet");
        json.RequireObject();
        while (json.NextMember())
        {
            if (!json.ValueTextEquals("dependencies"u8) || !json.EnterObject())
            {
                json.Skip();
                continue;
            }

            while (json.NextMember())
            {
                if (json.EnterObject())
                {
                    ReadFramework(ref json, path, graph, sink);
                }
            }
        }

        graph.Report(sink);
    }

    private static void ReadFramework(ref Utf8JsonReader json, string path, DependencyGraph graph, FactSink sink)
    {
        var numbers = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var needs = new List<(string From, string To)>();
        while (json.NextMember())
        {
            var name = json.GetString()!; // a name is a text
            var (type, version) = ReadPackage(ref json, name, needs);
            if (type == "Project")
            {
                continue;
            }

            if (name.Length == 0 || version.Length == 0)
            {
                sink.Report(EcosystemCodes.IncompleteEntry, path, $"The package '{name}' has no version: it was skipped.");
                continue;
            }

            numbers[name] = graph.Add(new LockedPackage(name, version) { Scope = DependencyScope.Runtime });
            if (type == "Direct")
            {
                graph.AddDirect(numbers[name]);
            }
        }

        foreach (var (from, to) in needs)
        {
            if (!numbers.TryGetValue(to, out var needed))
            {
                continue;
            }

            if (numbers.TryGetValue(from, out var needing))
            {
                graph.AddNeed(needing, needed);
            }
        }
    }

    private static (string Type, string Version) ReadPackage(ref Utf8JsonReader json, string name, List<(string From, string To)> needs)
    {
        var (type, version) = ("", "");
        if (!json.EnterObject())
        {
            return (type, version);
        }

        while (json.NextMember())
        {
            if (json.ValueTextEquals("type"u8))
            {
                type = json.ReadText();
            }
            else if (json.ValueTextEquals("resolved"u8))
            {
                version = json.ReadText();
            }
            else if (json.ValueTextEquals("dependencies"u8) && json.EnterObject())
            {
                while (json.NextMember())
                {
                    needs.Add((name, json.GetString()!)); // a name is a text
                    json.Skip();
                }
            }
            else
            {
                json.Skip();
            }
        }

        return (type, version);
    }
}
