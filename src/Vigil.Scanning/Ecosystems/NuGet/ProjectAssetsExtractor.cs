using System.Text.Json;
using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems.Joining;
using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.NuGet;

/// <summary>Reads <c>obj/project.assets.json</c>, which a restore writes beside a project: what was resolved, for each framework.</summary>
internal sealed class ProjectAssetsExtractor : JsonFileExtractor
{
    public override string Name => "project.assets.json";

    public override bool Wants(in FileEntry entry) => entry.FileName.SequenceEqual("project.assets.json"u8);

    protected override void Read(string path, ref Utf8JsonReader json, FactSink sink)
    {
        var libraries = new LibraryGraph();
        json.RequireObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("targets"u8) && json.EnterObject())
            {
                ReadTargets(ref json, libraries);
            }
            else if (json.ValueTextEquals("projectFileDependencyGroups"u8) && json.EnterObject())
            {
                ReadDirect(ref json, libraries);
            }
            else
            {
                json.Skip();
            }
        }

        sink.Add(new RestoredProject());
        libraries.Report(sink, path, (name, version) => new LockedPackage(name, version) { Scope = DependencyScope.Runtime }, isLocked: true);
    }

    // a target names each library with its type and what it needs
    private static void ReadTargets(ref Utf8JsonReader json, LibraryGraph libraries)
    {
        while (json.NextMember())
        {
            if (!json.EnterObject())
            {
                continue;
            }

            while (json.NextMember())
            {
                var key = json.GetString()!; // a name is a text
                var value = json;
                libraries.Add(key, TypeOf(ref value));
                LibraryGraph.ReadNeeds(ref json, key, libraries);
            }
        }
    }

    private static string TypeOf(ref Utf8JsonReader json)
    {
        if (!json.EnterObject())
        {
            return "";
        }

        while (json.NextMember())
        {
            if (json.ValueTextEquals("type"u8))
            {
                return json.ReadText();
            }

            json.Skip();
        }

        return "";
    }

    // "Newtonsoft.Json >= 13.0.1"
    private static void ReadDirect(ref Utf8JsonReader json, LibraryGraph libraries)
    {
        while (json.NextMember())
        {
            if (!json.EnterArray())
            {
                continue;
            }

            while (json.NextItem())
            {
                libraries.AddDirect(json.ItemText().Split(' ', 2)[0]);
            }
        }
    }
}

/// <summary>Tells a project file that its packages were resolved.</summary>
internal sealed record RestoredProject : ProjectFact
{
    public override IEnumerable<PackageFact> Complete(string path, IProjectFiles files) => [];
}
