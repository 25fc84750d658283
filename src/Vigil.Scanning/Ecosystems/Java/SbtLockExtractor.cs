using System.Text.Json;
using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Java;

/// <summary>Reads <c>build.sbt.lock</c>, which the plug-in sbt-dependency-lock writes.</summary>
internal sealed class SbtLockExtractor : JsonFileExtractor
{
    public override string Name => "build.sbt.lock";

    public override bool Wants(in FileEntry entry) => entry.FileName.SequenceEqual("build.sbt.lock"u8);

    protected override void Read(string path, ref Utf8JsonReader json, FactSink sink)
    {
        json.RequireObject();
        while (json.NextMember())
        {
            if (!json.ValueTextEquals("dependencies"u8) || !json.EnterArray())
            {
                json.Skip();
                continue;
            }

            while (json.NextItem())
            {
                json.RequireObject();
                ReadDependency(ref json, path, sink);
            }
        }
    }

    private static void ReadDependency(ref Utf8JsonReader json, string path, FactSink sink)
    {
        var coordinate = new MavenCoordinate("", "", "");
        var (isNamed, isRuntime) = (false, false);
        while (json.NextMember())
        {
            if (json.ValueTextEquals("org"u8))
            {
                coordinate = coordinate with { Group = json.ReadText() };
            }
            else if (json.ValueTextEquals("name"u8))
            {
                coordinate = coordinate with { Artifact = json.ReadText() };
            }
            else if (json.ValueTextEquals("version"u8))
            {
                coordinate = coordinate with { Version = json.ReadText() };
            }
            else if (json.ValueTextEquals("configurations"u8) && json.EnterArray())
            {
                while (json.NextItem())
                {
                    isNamed = true;
                    isRuntime |= !json.ItemText().Contains("test", StringComparison.Ordinal);
                }
            }
            else
            {
                json.Skip();
            }
        }

        if (!coordinate.IsComplete)
        {
            sink.Report(EcosystemCodes.IncompleteEntry, path, $"The dependency '{coordinate.Name}' has no usable name or version: it was skipped.");
            return;
        }

        sink.Add(new PackageFact
        {
            Kind = "Maven",
            Name = coordinate.Name,
            Version = coordinate.Version,
            IsLocked = true,
            Dependency = new Dependency { Scope = isNamed && !isRuntime ? DependencyScope.Development : DependencyScope.Runtime },
        });
    }
}
