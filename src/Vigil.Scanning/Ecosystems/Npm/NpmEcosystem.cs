using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Npm;

/// <summary>JavaScript: packages of npm, however they were installed.</summary>
internal sealed class NpmEcosystem() : LanguageEcosystem("npm", "npm", "npm")
{
    private const string Modules = "node_modules/";

    public override IReadOnlyList<IFileExtractor> Extractors { get; } =
    [
        new PackageJsonExtractor(),
        new PackageLockExtractor(),
        new YarnLockExtractor(),
        new PnpmLockExtractor(),
        new BunLockExtractor(),
    ];

    public override string? ProjectOf(string installedPath)
    {
        var at = installedPath.IndexOf(Modules, StringComparison.Ordinal);
        return at < 0 ? null : installedPath[..at].TrimEnd('/');
    }

    public override string? OverruledBy(string lockPath) => lockPath.EndsWith("package-lock.json", StringComparison.Ordinal)
        ? string.Concat(lockPath.AsSpan(0, lockPath.Length - "package-lock.json".Length), "npm-shrinkwrap.json")
        : null;

    // @babel/core
    protected override (string Namespace, string Name) SplitName(string fullName) => SplitAtLastSlash(fullName);
}
