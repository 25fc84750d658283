using System.Text.Json;
using Vigil.Domain.Diagnostics;
using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Npm;

/// <summary>Takes the entries of one lock file of npm.</summary>
internal sealed class PackageLockReader(string path, FactSink sink)
{
    private const int MaxLocation = 1_024;

    private readonly NodeModuleTree _tree = new();
    private bool _hasPackages;

    /// <summary>The packages read so far.</summary>
    public DependencyGraph ToGraph() => _tree.ToGraph();

    /// <summary>Takes one entry: a folder under <c>packages</c>, or a package of version 1 under <c>dependencies</c>.</summary>
    public void Visit(string parent, string name, ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            return;
        }

        if (parent == "packages")
        {
            if (!_hasPackages)
            {
                // version 2 states everything twice, for npm 6 under "dependencies"
                _hasPackages = true;
                _tree.Clear();
            }

            ReadPackage(name, ref json);
        }
        else if (parent == "dependencies" && !_hasPackages)
        {
            ReadDependency(NodeModule.Folder + name, ref json);
        }
    }

    private void ReadPackage(string location, ref Utf8JsonReader json)
    {
        if (location.Length > MaxLocation)
        {
            ReportTooLong(location);
            return;
        }

        var module = new NodeModule(location);
        var number = _tree.Add(module);
        while (json.NextMember())
        {
            if (json.ValueTextEquals("version"u8))
            {
                module.Version = _tree.Names.ReadText(ref json);
            }
            else if (json.ValueTextEquals("name"u8))
            {
                module.Name = _tree.Names.ReadText(ref json);
            }
            else if (json.ValueTextEquals("license"u8))
            {
                module.License = _tree.Names.ReadText(ref json);
            }
            else if (json.ValueTextEquals("resolved"u8))
            {
                ReadTarget(ref json, module);
            }
            else if (json.ValueTextEquals("link"u8))
            {
                module.IsLink = json.ReadTruth();
            }
            else if (!ReadFlag(ref json, module) && !ReadNeeds(ref json, number))
            {
                json.Skip();
            }
        }
    }

    // addresses are long and of no use; a link leads to a folder
    private void ReadTarget(ref Utf8JsonReader json, NodeModule module)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.String && json.ValueSpan.IndexOf("://"u8) < 0)
        {
            module.Target = _tree.Names.Get(ref json);
        }
        else
        {
            json.Skip();
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

    private bool ReadNeeds(ref Utf8JsonReader json, int module)
    {
        var isDevelopment = json.ValueTextEquals("devDependencies"u8);
        if (!isDevelopment && !json.ValueTextEquals("dependencies"u8) && !json.ValueTextEquals("optionalDependencies"u8) && !json.ValueTextEquals("peerDependencies"u8))
        {
            return false;
        }

        ReadNames(ref json, module, isDevelopment);
        return true;
    }

    private void ReadNames(ref Utf8JsonReader json, int module, bool isDevelopment)
    {
        if (json.EnterObject())
        {
            while (json.NextMember())
            {
                _tree.AddNeed(module, _tree.Names.Get(ref json), isDevelopment);
                json.Skip();
            }
        }
    }

    // version 1: a tree of folders; its depth is bounded by that of the JSON
    private void ReadDependency(string location, ref Utf8JsonReader json)
    {
        if (location.Length > MaxLocation)
        {
            ReportTooLong(location);
            json.Skip();
            return;
        }

        var module = new NodeModule(location) { IsVersionOne = true };
        var number = _tree.Add(module);
        while (json.NextMember())
        {
            if (json.ValueTextEquals("version"u8))
            {
                module.Version = _tree.Names.ReadText(ref json);
            }
            else if (json.ValueTextEquals("requires"u8))
            {
                ReadNames(ref json, number, isDevelopment: false);
            }
            else if (json.ValueTextEquals("dependencies"u8))
            {
                ReadNested(ref json, location);
            }
            else if (!ReadFlag(ref json, module))
            {
                json.Skip();
            }
        }
    }

    private void ReadNested(ref Utf8JsonReader json, string location)
    {
        if (json.EnterObject())
        {
            while (json.NextMember())
            {
                var nested = $"{location}/{NodeModule.Folder}{json.GetString()}";
                if (json.EnterObject())
                {
                    ReadDependency(nested, ref json);
                }
            }
        }
    }

    private void ReportTooLong(string location) => sink.Report(
        EcosystemCodes.IncompleteEntry, path, $"The folder '{Quote.Of(location)}' has a path of more than {MaxLocation} characters.");
}
