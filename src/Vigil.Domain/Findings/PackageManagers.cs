using Vigil.Domain.Packages;

namespace Vigil.Domain.Findings;

/// <summary>What brought a package, in the words of the API: told by the file that tells of it, else by its ecosystem.</summary>
public static class PackageManagers
{
    /// <summary>The word; <see langword="null"/> when the API has none.</summary>
    public static string? Of(Package package, PackageParts parts) =>
        parts.FilePath.Length == 0 && package.Coordinate.Release.Length > 0 ? "OS" : OfFile(parts.FilePath) ?? OfEcosystem(package.Coordinate);

    private static string? OfFile(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return name switch
        {
            "package-lock.json" or "npm-shrinkwrap.json" or "pnpm-lock.yaml" => "NPM",
            "yarn.lock" => "YARN",
            "package.json" => "NODEPKG",
            "Gemfile.lock" => "BUNDLER",
            "Cargo.lock" or "Cargo.toml" => "CARGO",
            "composer.lock" or "installed.json" => "COMPOSER",
            "Pipfile.lock" => "PIPENV",
            "poetry.lock" => "POETRY",
            "METADATA" or "PKG-INFO" => "PYTHONPKG",
            "go.mod" or "go.sum" => "GOMOD",
            "pom.xml" => "POM",
            "packages.lock.json" or "packages.config" => "NUGET",
            _ when name.EndsWith(".gemspec", StringComparison.Ordinal) => "GEMSPEC",
            _ when name.EndsWith(".csproj", StringComparison.Ordinal) => "NUGET",
            _ when name.EndsWith(".deps.json", StringComparison.Ordinal) => "DOTNET_CORE",
            _ when name.StartsWith("requirements", StringComparison.Ordinal) && name.EndsWith(".txt", StringComparison.Ordinal) => "PIP",
            _ => null,
        };
    }

    private static string? OfEcosystem(Coordinate coordinate) => coordinate.Ecosystem switch
    {
        "npm" => "NODEPKG",
        "PyPI" => "PYTHONPKG",
        "Go" => "GOBINARY",
        "Maven" => "JAR",
        "RubyGems" => "GEMSPEC",
        "crates.io" => "CARGO",
        "Packagist" => "COMPOSER",
        "NuGet" => "DOTNET_CORE",
        _ => coordinate.Release.Length > 0 || coordinate.Arch.Length > 0 ? "OS" : null,
    };
}
