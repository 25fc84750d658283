using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Php;

/// <summary>PHP: packages of Composer.</summary>
internal sealed class PhpEcosystem() : LanguageEcosystem(Id, "composer", "packagist")
{
    public const string Id = "Packagist";

    private const string Installed = "vendor/composer/installed.json";

    public override IReadOnlyList<IFileExtractor> Extractors { get; } = [new ComposerLockExtractor(), new ComposerInstalledExtractor()];

    public override string? ProjectOf(string installedPath) =>
        installedPath.EndsWith(Installed, StringComparison.Ordinal) ? installedPath[..^Installed.Length].TrimEnd('/') : null;

    // vendor/package
    protected override (string Namespace, string Name) SplitName(string fullName) => SplitAtLastSlash(fullName);
}
