namespace Vigil.Scanning.Matching;

/// <summary>How the package manager of a language upgrades packages, whether a project names them itself or needs them through others.</summary>
internal static class LanguageCommand
{
    /// <summary>The command; empty where a file must be edited by hand, as with Maven, and where no tool is known.</summary>
    public static string Of(string ecosystem, IReadOnlyList<string> names, string version) => ecosystem switch
    {
        "npm" => $"npm update {string.Join(' ', names)}",
        "PyPI" => $"pip install --upgrade {Each(names, name => $"'{name}>={version}'")}",
        "Go" when names is ["stdlib"] => $"go get go@{version}",
        "Go" => $"go get {Each(names, name => $"{name}@v{version}")}",
        "crates.io" => string.Join(" && ", names.Select(name => $"cargo update --package {name} --precise {version}")),
        "NuGet" => string.Join(" && ", names.Select(name => $"dotnet add package {name} --version {version}")),
        "RubyGems" => $"bundle update {string.Join(' ', names)}",
        "Packagist" => $"composer update {string.Join(' ', names)} --with-all-dependencies",
        "Pub" => $"dart pub upgrade {string.Join(' ', names)}",
        "Hex" => $"mix deps.update {string.Join(' ', names)}",
        "SwiftURL" => "swift package update",
        "CRAN" => $"Rscript -e {Each(names, name => $"'install.packages(\"{name}\")'")}",
        _ => "",
    };

    private static string Each(IReadOnlyList<string> names, Func<string, string> word) => string.Join(' ', names.Select(word));
}
