using System.Text.Json;
using Vigil.Domain.Diagnostics;
using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Npm;

/// <summary>Reads <c>package-lock.json</c> and <c>npm-shrinkwrap.json</c>, versions 1 to 3.</summary>
/// <seealso href="https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json"/>
internal sealed class PackageLockExtractor : JsonFileExtractor
{
    private const int MaxLocation = 1_024;

    public override string Name => "package-lock.json";

    public override bool Wants(in FileEntry entry) =>
        (entry.FileName.SequenceEqual("package-lock.json"u8) || entry.FileName.SequenceEqual("npm-shrinkwrap.json"u8)) && !LockFolder.IsOfPackage(entry.Path);

    protected override void Read(string path, ref Utf8JsonReader json, FactSink sink)
    {
        json.RequireObject();
        var tree = new NodeModuleTree();
        var hasPackages = false;
        while (json.NextMember())
        {
            if (json.ValueTextEquals("packages"u8) && json.EnterObject())
            {
                // version 2 states everything twice, for npm 6 under "dependencies"
                hasPackages = true;
                tree.Clear();
                ReadPackages(path, ref json, tree, sink);
            }
            else if (json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals("dependencies"u8) && !hasPackages && json.EnterObject())
            {
                ReadDependencies(ref json, tree, "");
            }
            else
            {
                json.Skip();
            }
        }

        tree.ToGraph().Report(sink);
    }

    private static void ReadPackages(string path, ref Utf8JsonReader json, NodeModuleTree tree, FactSink sink)
    {
        while (json.NextMember())
        {
            var location = json.GetString()!; // a member has a name
            if (location.Length > MaxLocation)
            {
                sink.Report(EcosystemCodes.IncompleteEntry, path, $"The folder '{Quote.Of(location)}' has a path of more than {MaxLocation} characters.");
                json.Skip();
            }
            else if (json.EnterObject())
            {
                var module = new NodeModule(location);
                ReadPackage(ref json, module);
                tree.Add(module);
            }
        }
    }

    private static void ReadPackage(ref Utf8JsonReader json, NodeModule module)
    {
        while (json.NextMember())
        {
            if (json.ValueTextEquals("version"u8))
            {
                module.Version = json.ReadText();
            }
            else if (json.ValueTextEquals("name"u8))
            {
                module.Name = json.ReadText();
            }
            else if (json.ValueTextEquals("resolved"u8))
            {
                module.Resolved = json.ReadText();
            }
            else if (json.ValueTextEquals("license"u8))
            {
                module.License = json.ReadText();
            }
            else if (json.ValueTextEquals("link"u8))
            {
                module.IsLink = json.ReadTruth();
            }
            else if (!ReadFlag(ref json, module) && !ReadNeeds(ref json, module))
            {
                json.Skip();
            }
        }
    }

    private static bool ReadFlag(ref Utf8JsonReader json, NodeModule module)
    {
        if (json.ValueTextEquals("dev"u8))
        {
            module.IsDevelopment = json.ReadTruth();
        }
        else if (json.ValueTextEquals("devOptional"u8))
        {
            module.IsDevelopment = module.IsOptional = json.ReadTruth();
        }
        else if (json.ValueTextEquals("optional"u8))
        {
            module.IsOptional = json.ReadTruth();
        }
        else
        {
            return false;
        }

        return true;
    }

    private static bool ReadNeeds(ref Utf8JsonReader json, NodeModule module)
    {
        var isDevelopment = json.ValueTextEquals("devDependencies"u8);
        if (!isDevelopment && !json.ValueTextEquals("dependencies"u8) && !json.ValueTextEquals("optionalDependencies"u8) && !json.ValueTextEquals("peerDependencies"u8))
        {
            return false;
        }

        if (json.EnterObject())
        {
            while (json.NextMember())
            {
                module.Needs.Add((json.GetString()!, isDevelopment)); // a member has a name
                json.Skip();
            }
        }

        return true;
    }

    // version 1: a tree of folders; its depth is bounded by that of the JSON
    private static void ReadDependencies(ref Utf8JsonReader json, NodeModuleTree tree, string parent)
    {
        while (json.NextMember())
        {
            var module = new NodeModule($"{parent}{NodeModule.Folder}{json.GetString()}") { IsVersionOne = true };
            if (json.EnterObject() && module.Location.Length <= MaxLocation)
            {
                tree.Add(module);
                while (json.NextMember())
                {
                    ReadDependency(ref json, tree, module);
                }
            }
        }
    }

    private static void ReadDependency(ref Utf8JsonReader json, NodeModuleTree tree, NodeModule module)
    {
        if (json.ValueTextEquals("version"u8))
        {
            module.Version = json.ReadText();
        }
        else if (json.ValueTextEquals("requires"u8))
        {
            if (json.EnterObject())
            {
                while (json.NextMember())
                {
                    module.Needs.Add((json.GetString()!, false)); // a member has a name
                    json.Skip();
                }
            }
        }
        else if (json.ValueTextEquals("dependencies"u8))
        {
            if (json.EnterObject())
            {
                ReadDependencies(ref json, tree, module.Location + "/");
            }
        }
        else if (!ReadFlag(ref json, module))
        {
            json.Skip();
        }
    }
}
