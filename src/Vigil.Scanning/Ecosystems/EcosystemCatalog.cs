using Vigil.Scanning.Ecosystems.Alpine;
using Vigil.Scanning.Ecosystems.Binaries;
using Vigil.Scanning.Ecosystems.CocoaPods;
using Vigil.Scanning.Ecosystems.Conan;
using Vigil.Scanning.Ecosystems.Conda;
using Vigil.Scanning.Ecosystems.Dart;
using Vigil.Scanning.Ecosystems.Debian;
using Vigil.Scanning.Ecosystems.Elixir;
using Vigil.Scanning.Ecosystems.Flatpak;
using Vigil.Scanning.Ecosystems.Go;
using Vigil.Scanning.Ecosystems.Haskell;
using Vigil.Scanning.Ecosystems.Homebrew;
using Vigil.Scanning.Ecosystems.Java;
using Vigil.Scanning.Ecosystems.Joining;
using Vigil.Scanning.Ecosystems.Julia;
using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Ecosystems.Lua;
using Vigil.Scanning.Ecosystems.Npm;
using Vigil.Scanning.Ecosystems.NuGet;
using Vigil.Scanning.Ecosystems.OperatingSystems;
using Vigil.Scanning.Ecosystems.Perl;
using Vigil.Scanning.Ecosystems.Php;
using Vigil.Scanning.Ecosystems.Python;
using Vigil.Scanning.Ecosystems.R;
using Vigil.Scanning.Ecosystems.Rpm;
using Vigil.Scanning.Ecosystems.Rpm.Origins;
using Vigil.Scanning.Ecosystems.Ruby;
using Vigil.Scanning.Ecosystems.Rust;
using Vigil.Scanning.Ecosystems.Snap;
using Vigil.Scanning.Ecosystems.Swift;
using Vigil.Scanning.Ecosystems.Vcpkg;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems;

/// <summary>All ecosystems, one line each.</summary>
public static class EcosystemCatalog
{
    /// <summary>The ecosystems of programming languages.</summary>
    internal static IReadOnlyList<LanguageEcosystem> Languages { get; } =
    [
        new CocoaPodsEcosystem(),
        new ConanEcosystem(),
        new CondaEcosystem(),
        new CratesEcosystem(),
        new DartEcosystem(),
        new ElixirEcosystem(),
        new FlatpakEcosystem(),
        new GoEcosystem(),
        new HaskellEcosystem(),
        new HomebrewEcosystem(),
        new JuliaEcosystem(),
        new KnownProgramEcosystem(),
        new LuaEcosystem(),
        new MavenEcosystem(),
        new NpmEcosystem(),
        new NuGetEcosystem(),
        new PerlEcosystem(),
        new PhpEcosystem(),
        new PythonEcosystem(),
        new REcosystem(),
        new RubyEcosystem(),
        new SnapEcosystem(),
        new SwiftEcosystem(),
        new VcpkgEcosystem(),
    ];

    /// <summary>Extractors that tell the operating system and its packages.</summary>
    public static IReadOnlyList<IFileExtractor> OperatingSystemExtractors { get; } =
    [
        new IdentityFileExtractor(),
        new DpkgExtractor(),
        new OpkgExtractor(),
        new ApkExtractor(),
        new RpmExtractor(),
        new YumDbExtractor(),
        new DnfHistoryExtractor(),
        new RepositoryListExtractor(),
    ];

    /// <summary>
    /// Readers of the lists of files that packages own, beside <see cref="LanguageExtractors"/>: what a distribution brought is judged by the distribution.
    /// They read every list of a host and say nothing about operating system packages themselves.
    /// </summary>
    public static IReadOnlyList<IFileExtractor> OwnershipExtractors { get; } =
    [
        new DpkgFileListExtractor(),
        new ApkFileListExtractor(),
        new RpmFileListExtractor(),
    ];

    /// <summary>Extractors that tell packages of languages.</summary>
    public static IReadOnlyList<IFileExtractor> LanguageExtractors { get; } =
        [.. Languages.SelectMany(language => language.Extractors), new ProgramExtractor("program", new GoProgramReader(), new CargoAuditableReader(), new KnownProgramReader(), new BundleReader())];

    /// <summary>Extractors of compiled programs that were written in one language, for those who know which one it is.</summary>
    public static IReadOnlyList<IFileExtractor> ProgramExtractors { get; } =
        [new ProgramExtractor("go-binary", new GoProgramReader()), new ProgramExtractor("rust-binary", new CargoAuditableReader())];

    /// <summary>All extractors, in the order in which a file is offered to them.</summary>
    public static IReadOnlyList<IFileExtractor> Extractors { get; } = [.. OperatingSystemExtractors, .. OwnershipExtractors, .. LanguageExtractors];

    /// <summary>The extractors of a host that is not walked in full: packages of languages are looked for in some directories only.</summary>
    /// <param name="languagePaths">Absolute paths of these directories; none for no packages of languages, <c>/</c> for all of the host.</param>
    /// <param name="budget">What packages of languages may cost; for one scan.</param>
    public static IReadOnlyList<IFileExtractor> HostExtractors(IReadOnlyCollection<string> languagePaths, LanguageBudget budget)
    {
        ArgumentNullException.ThrowIfNull(languagePaths);
        ArgumentNullException.ThrowIfNull(budget);
        string[] places = [.. languagePaths.Select(path => Path.GetFullPath(path, "/").Trim('/')).Distinct(StringComparer.Ordinal)];
        IEnumerable<IFileExtractor> languages = places.Length == 0 ? []
            : LanguageExtractors.Select(one => new HostLanguageExtractor(one, places.Contains("") ? [] : places, budget));
        return [.. OperatingSystemExtractors, .. OwnershipExtractors, .. languages];
    }

    private static readonly PackageFamily[] Families =
    [
        new DebianPackages("dpkg", "deb"),
        new DebianPackages("opkg", "opkg"),
        new AlpinePackages(),
        new RpmPackages(),
        .. Languages,
    ];

    /// <summary>Who completes the facts of a kind.</summary>
    /// <exception cref="InvalidOperationException">An extractor gives facts of a kind that no family completes: a bug.</exception>
    internal static PackageFamily FamilyOf(string kind) => Array.Find(Families, family => family.Kind == kind)
        ?? throw new InvalidOperationException($"No package family completes facts of the kind '{kind}'.");
}
