using System.Buffers;
using Vigil.Advisories.Store;
using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems.Rpm;

namespace Vigil.Scanning.Ecosystems.AmazonLinux;

/// <summary>Amazon Linux 1, 2, 2022 and 2023: errata name installed packages of the core repository, of an extras topic or of live patching.</summary>
/// <remarks>
/// A package whose repository is known takes the errata of that repository. The rpm database does not keep the repository, so mostly it is not: then the
/// core errata count, and those of a topic whose name carries the version line of the package (<c>kernel-5.10</c> for 5.10.205, <c>php8.1</c> for 8.1.2)
/// or carries no version at all.
/// </remarks>
internal sealed class AmazonLinuxMatchRule : RpmMatchRule
{
    private static readonly SearchValues<char> LineCharacters = SearchValues.Create("0123456789.x");

    /// <inheritdoc/>
    public override bool Applies(in AffectedRow row, Coordinate package)
    {
        var repositories = row.Repositories;
        var isCore = repositories.IsEmpty;
        if (isCore)
        {
            return (package.Repository.Length == 0 || IsCore(package.Repository)) && base.Applies(row, package);
        }

        foreach (var repository in repositories)
        {
            if (package.Repository.Length > 0 ? repository == package.Repository : IsCore(repository) || IsLineOf(repository, package.Version))
            {
                return base.Applies(row, package);
            }
        }

        return false;
    }

    private static bool IsCore(string repository) => repository is "core" or "updates" or "main" or "amzn2-core" or "amazonlinux";

    private static bool IsLineOf(ReadOnlySpan<char> topic, ReadOnlySpan<char> version)
    {
        var end = topic.LastIndexOfAnyExcept(LineCharacters) + 1;
        var line = topic[end..].TrimEnd(".x");
        version = version[(version.IndexOf(':') + 1)..];
        return version.StartsWith(line, StringComparison.Ordinal)
            && (line.Length == version.Length || line.IsEmpty || !char.IsAsciiDigit(version[line.Length]));
    }
}
