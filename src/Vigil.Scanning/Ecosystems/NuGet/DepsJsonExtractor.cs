using System.Text.Json;
using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.NuGet;

/// <summary>
/// Reads <c>*.deps.json</c>, which tells a published program or a shared framework where its libraries lie. Programs that carry the runtime with them name it
/// here, too.
/// </summary>
/// <seealso href="https://github.com/dotnet/sdk/blob/main/documentation/specs/runtime-configuration-file.md"/>
internal sealed class DepsJsonExtractor : JsonFileExtractor
{
    private const string RuntimePack = "runtimepack.";

    public override string Name => "deps.json";

    public override bool Wants(in FileEntry entry) => entry.FileName.EndsWith(".deps.json"u8);

    protected override void Read(string path, ref Utf8JsonReader json, FactSink sink)
    {
        var libraries = new LibraryGraph();
        var hasLibraries = false;
        json.RequireObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("libraries"u8) && json.EnterObject())
            {
                hasLibraries = true;
                while (json.NextMember())
                {
                    var key = json.GetString()!; // a name is a text
                    libraries.Add(key, TypeOf(ref json));
                }
            }
            else if (json.ValueTextEquals("targets"u8) && json.EnterObject())
            {
                ReadTargets(ref json, libraries);
            }
            else
            {
                json.Skip();
            }
        }

        if (!hasLibraries)
        {
            throw new InvalidDataException("it names no libraries");
        }

        libraries.Report(sink, path, ToPackage, isLocked: false);
        libraries.ReportProject(sink);
    }

    // the runtime of a program that carries it is a package with a word before its name
    private static LockedPackage ToPackage(string name, string version) =>
        new(name.StartsWith(RuntimePack, StringComparison.Ordinal) ? name[RuntimePack.Length..] : name, version) { Scope = DependencyScope.Runtime };

    private static string TypeOf(ref Utf8JsonReader json)
    {
        var type = "";
        if (json.EnterObject())
        {
            while (json.NextMember())
            {
                if (json.ValueTextEquals("type"u8))
                {
                    type = json.ReadText();
                }
                else
                {
                    json.Skip();
                }
            }
        }

        return type;
    }

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
                LibraryGraph.ReadNeeds(ref json, key, libraries);
            }
        }
    }
}
