using System.Buffers;
using System.Text;
using Vigil.Advisories.Store;
using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems.Rpm;

namespace Vigil.Scanning.Ecosystems.AmazonLinux;

/// <summary>Amazon Linux 1, 2, 2022 and 2023: errata name installed packages of the core repository, of an extras topic or of live patching.</summary>
/// <remarks>
/// A package whose repository is known takes the errata of that repository. The rpm database does not keep the repository, so mostly it is not: then the
/// core errata count, and those of a topic that is not about a version (<c>docker</c>), that is about the version line of the package
/// (<c>kernel-5.10</c> for 5.10.205) or whose fix is of that line (<c>corretto8</c> for 1.8.0).
/// </remarks>
internal sealed class AmazonLinuxMatchRule : RpmMatchRule
{
    private static readonly SearchValues<char> LineCharacters = SearchValues.Create("0123456789.x");

    /// <inheritdoc/>
    public override bool Applies(in AffectedRow row, Coordinate package) => CoversRepository(row, package) && base.Applies(row, package);

    private static bool CoversRepository(in AffectedRow row, Coordinate package)
    {
        var topics = row.Repositories;
        if (topics.IsEmpty)
        {
            return package.Repository is "" or "amzn-main" or "amzn-updates" or "amzn2-core" or "amazonlinux";
        }

        if (package.Repository.Length > 0)
        {
            return topics.Contains(package.Repository);
        }

        foreach (var topic in topics)
        {
            var line = topic.AsSpan(topic.AsSpan().LastIndexOfAnyExcept(LineCharacters) + 1).TrimEnd(".x");
            if (line.IsEmpty || IsOfLine(package.Version, line))
            {
                return true;
            }
        }

        return IsOfLineOf(package.Version, row.Fixed.Text);
    }

    private static bool IsOfLine(ReadOnlySpan<char> version, ReadOnlySpan<char> line)
    {
        version = WithoutEpoch(version);
        return version.StartsWith(line, StringComparison.Ordinal) && (version.Length == line.Length || !char.IsAsciiDigit(version[line.Length]));
    }

    // the line of a version is its first two numbers
    private static bool IsOfLineOf(ReadOnlySpan<char> version, ReadOnlySpan<byte> fix)
    {
        Span<char> text = stackalloc char[64];
        if (fix.IsEmpty || fix.Length > text.Length)
        {
            return false;
        }

        var line = WithoutEpoch(text[..Encoding.UTF8.GetChars(fix, text)]);
        var major = line.IndexOfAnyExceptInRange('0', '9');
        var minor = major < 0 || line[major] != '.' ? -1 : line[(major + 1)..].IndexOfAnyExceptInRange('0', '9');
        return IsOfLine(version, minor < 0 ? line[..Math.Max(major, 0)] : line[..(major + 1 + minor)]);
    }

    private static ReadOnlySpan<char> WithoutEpoch(ReadOnlySpan<char> version) => version[(version.IndexOf(':') + 1)..];
}
