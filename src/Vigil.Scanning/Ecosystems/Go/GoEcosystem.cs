using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Go;

/// <summary>Modules of Go, and its standard library.</summary>
internal sealed class GoEcosystem() : LanguageEcosystem("Go", "golang", "go")
{
    /// <summary>The standard library, in the spelling of Go's vulnerability database.</summary>
    public const string StandardLibrary = "stdlib";

    public override IReadOnlyList<IFileExtractor> Extractors { get; } = [new GoModExtractor(), new GoSumExtractor(), new VendoredModulesExtractor()];

    protected override (string Namespace, string Name) SplitName(string fullName) => SplitAtLastSlash(fullName);

    /// <summary>A module.</summary>
    internal static PackageFact Module(string path, string version) => new() { Kind = "Go", Name = path, Version = version };

    /// <summary>The standard library of a version of Go, as programs and <c>go.mod</c> state it: <c>go1.22.1</c>, <c>go1.26 X:experiment</c>.</summary>
    /// <returns><see langword="null"/> where the text states no version.</returns>
    internal static PackageFact? Library(string goVersion)
    {
        // development builds put a word and a commit around it; vendors and experiments append theirs
        var start = goVersion.StartsWith("devel ", StringComparison.Ordinal) ? goVersion.IndexOf("go", StringComparison.Ordinal) : 0;
        var version = start < 0 ? "" : goVersion[start..].Split(' ', 2)[0];
        version = version.StartsWith("go", StringComparison.Ordinal) ? version[2..] : version;
        version = version.Split('-', 2)[0];
        return version.Length > 0 && char.IsAsciiDigit(version[0])
            ? Module(StandardLibrary, version) with { Dependency = new Dependency { Relation = DependencyRelation.Direct, Scope = DependencyScope.Runtime } }
            : null;
    }
}
