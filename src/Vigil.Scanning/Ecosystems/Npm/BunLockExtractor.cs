using System.Globalization;
using Vigil.Domain.Diagnostics;
using Vigil.Scanning.Ecosystems.Languages.Documents;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Npm;

/// <summary>Reads <c>bun.lock</c>, JSON with comments. Its binary forerunner <c>bun.lockb</c> is not read.</summary>
internal sealed class BunLockExtractor() : DocumentExtractor("bun.lock", Notation.Json)
{
    private const string Workspace = "workspace:";
    private const int MaxKey = 1_024;

    private static readonly string[] Needs = ["dependencies", "optionalDependencies", "peerDependencies", "devDependencies"];

    protected override void Read(string path, DocumentNode document, FactSink sink)
    {
        if (document.Has("lockfileVersion") && !int.TryParse(document["lockfileVersion"].Text, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            throw new InvalidDataException($"its version is '{Quote.Of(document["lockfileVersion"].Text)}'");
        }

        var tree = new NodeModuleTree();
        foreach (var (folder, member) in document["workspaces"].Members)
        {
            Add(tree, new NodeModule(folder) { Name = member["name"].Text, Version = member["version"].Text, IsMarked = false }, member);
        }

        foreach (var (key, entry) in document["packages"].Members)
        {
            // name@version, registry, {dependencies}, checksum; the registry is left out for what is not from one
            if (key.Length > MaxKey || entry.Items is not [{ Kind: DocumentNodeKind.Text } first, ..])
            {
                sink.Report(EcosystemCodes.DamagedFile, path, $"The entry '{Quote.Of(key)}' does not start with a name and a version.");
                continue;
            }

            var (name, version) = NpmSpecifier.Split(first.Text);
            var isMember = version.StartsWith(Workspace, StringComparison.Ordinal);
            var module = new NodeModule(LocationOf(key))
            {
                Name = name,
                Version = version,
                IsVersionOne = true,
                IsMarked = false,
                IsLink = isMember,
                Target = isMember ? version[Workspace.Length..] : "",
            };
            Add(tree, module, entry.Items.FirstOrDefault(item => item.IsMap) ?? DocumentNode.Absent);
        }

        tree.ToGraph().Report(sink);
    }

    private static void Add(NodeModuleTree tree, NodeModule module, DocumentNode node)
    {
        var number = tree.Add(module);
        foreach (var member in Needs)
        {
            foreach (var (name, _) in node[member].Members)
            {
                tree.AddNeed(number, name, isDevelopment: member == "devDependencies");
            }
        }
    }

    // "@a/b/c" is the copy of c in the folder of @a/b
    private static string LocationOf(string key)
    {
        var location = "";
        for (var rest = key; rest.Length > 0;)
        {
            var slash = rest.IndexOf('/', StringComparison.Ordinal);
            slash = slash > 0 && rest[0] == '@' ? rest.IndexOf('/', slash + 1) : slash;
            var name = slash > 0 ? rest[..slash] : rest;
            location += (location.Length > 0 ? "/" : "") + NodeModule.Folder + name;
            rest = slash > 0 ? rest[(slash + 1)..] : "";
        }

        return location;
    }
}
