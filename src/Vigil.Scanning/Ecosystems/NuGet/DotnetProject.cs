using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems.Joining;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.NuGet;

/// <summary>A project file of .NET, or a file with settings for the projects below it.</summary>
/// <param name="Properties">Its properties; of several with one name the last.</param>
/// <param name="Items">The packages that it names.</param>
/// <param name="IsSettings">Whether it is no project itself.</param>
internal sealed record DotnetProject(IReadOnlyDictionary<string, string> Properties, IReadOnlyList<PackageItem> Items, bool IsSettings) : ProjectFact
{
    private const int MaxDepth = 16, MaxLength = 4_096;

    public override IEnumerable<PackageFact> Complete(string path, IProjectFiles files)
    {
        var folder = path[..(path.LastIndexOf('/') + 1)];
        if (IsSettings || files.At<RestoredProject>(folder + "obj/project.assets.json") is not null)
        {
            yield break;
        }

        var chain = Chain(folder, files);
        var items = chain.SelectMany(file => file.Items).ToList();
        foreach (var group in items.Where(item => item.Kind != "PackageVersion" && item.Name.Length > 0).GroupBy(item => item.Name, StringComparer.OrdinalIgnoreCase))
        {
            if (group.All(item => item.IsUpdate))
            {
                continue;
            }

            var version = group.FirstOrDefault(item => item.Version.Length > 0).Version
                ?? items.Find(item => item.Kind == "PackageVersion" && string.Equals(item.Name, group.Key, StringComparison.OrdinalIgnoreCase)).Version
                ?? "";
            var isTool = group.Any(item => item.Kind == "GlobalPackageReference" || string.Equals(item.PrivateAssets, "all", StringComparison.OrdinalIgnoreCase));
            yield return new PackageFact
            {
                Kind = "NuGet",
                Name = Expand(group.Key, chain, 0),
                Version = LowestOf(Expand(version, chain, 0)),
                IsLocked = true,
                Dependency = new Dependency { Relation = DependencyRelation.Direct, Scope = isTool ? DependencyScope.Development : DependencyScope.Runtime },
            };
        }
    }

    // the project, then the nearest file of each name above it, as MSBuild looks for them
    private List<DotnetProject> Chain(string folder, IProjectFiles files)
    {
        var chain = new List<DotnetProject> { this };
        foreach (var name in (ReadOnlySpan<string>)["Directory.Build.props", "Directory.Packages.props"])
        {
            for (var at = folder; ; at = at[..(at.TrimEnd('/').LastIndexOf('/') + 1)])
            {
                if (files.At<DotnetProject>(at + name) is { } settings)
                {
                    chain.Add(settings);
                    break;
                }

                if (at.Length == 0)
                {
                    break;
                }
            }
        }

        return chain;
    }

    private static string Expand(string text, List<DotnetProject> chain, int depth)
    {
        for (var start = text.IndexOf("$(", StringComparison.Ordinal); start >= 0 && depth < MaxDepth && text.Length < MaxLength; depth++)
        {
            var end = text.IndexOf(')', start);
            if (end < 0)
            {
                break;
            }

            var name = text[(start + 2)..end];
            var value = chain.Select(file => file.Properties.GetValueOrDefault(name)).FirstOrDefault(found => found is not null);
            text = value is null ? text : text[..start] + value + text[(end + 1)..];
            start = text.IndexOf("$(", value is null ? end : start, StringComparison.Ordinal);
        }

        return text;
    }

    // NuGet takes the lowest version of a range; a floating one and one that cannot be told stay empty
    private static string LowestOf(string version)
    {
        var lowest = version.Trim(' ', '[', '(', ']', ')').Split(',')[0].Trim();
        return lowest.AsSpan().ContainsAny("*$()") ? "" : lowest;
    }
}
