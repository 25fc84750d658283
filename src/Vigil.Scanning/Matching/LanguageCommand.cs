namespace Vigil.Scanning.Matching;

/// <summary>How the package manager of a language upgrades packages, whether a project names them itself or needs them through others.</summary>
internal static class LanguageCommand
{
    /// <summary>The command; empty where a file must be edited by hand, as with Maven, and where no tool is known.</summary>
    /// <param name="ecosystem">The language's packages.</param>
    /// <param name="names">What to upgrade.</param>
    /// <param name="installed">The version that is there.</param>
    /// <param name="version">The version that is wanted, or newer.</param>
    public static string Of(string ecosystem, IReadOnlyList<string> names, string installed, string version) => ecosystem switch
    {
        "npm" when !IsInCaretRange(installed, version) => $"npm install {Each(names, name => $"{name}@^{version}")}",
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

    // npm updates within what package.json allows, which is mostly "^": up to the next major version, below 1.0 up to the next minor one
    private static bool IsInCaretRange(string installed, string version) => Compatible(installed) == Compatible(version);

    private static string Compatible(string version)
    {
        var parts = version.Split('.', '-', '+');
        return parts is ["0", var minor, ..] ? $"0.{minor}" : parts[0];
    }

    private static string Each(IReadOnlyList<string> names, Func<string, string> word) => string.Join(' ', names.Select(word));
}
