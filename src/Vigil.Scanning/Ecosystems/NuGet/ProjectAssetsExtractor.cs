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
            else if (json.ValueTextEquals("project"u8) && json.EnterObject())
            {
                ReadProject(ref json, libraries);
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

    // what each framework of the project asks for; the groups elsewhere also name what is only pinned to a version
    private static void ReadProject(ref Utf8JsonReader json, LibraryGraph libraries)
    {
        while (json.NextMember())
        {
            if (!json.ValueTextEquals("frameworks"u8) || !json.EnterObject())
            {
                json.Skip();
                continue;
            }

            while (json.NextMember())
            {
                if (json.EnterObject())
                {
                    ReadFramework(ref json, libraries);
                }
            }
        }
    }

    private static void ReadFramework(ref Utf8JsonReader json, LibraryGraph libraries)
    {
        while (json.NextMember())
        {
            if (!json.ValueTextEquals("dependencies"u8) || !json.EnterObject())
            {
                json.Skip();
                continue;
            }

            while (json.NextMember())
            {
                libraries.AddDirect(json.GetString()!); // a name is a text
                json.Skip();
            }
        }
    }
}

/// <summary>Tells a project file that its packages were resolved.</summary>
internal sealed record RestoredProject : ProjectFact
{
    public override IEnumerable<PackageFact> Complete(string path, IProjectFiles files) => [];
}
