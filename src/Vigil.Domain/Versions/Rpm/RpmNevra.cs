using System.Collections.Frozen;

namespace Vigil.Domain.Versions.Rpm;

/// <summary>Full names of RPM packages: <c>[name-][epoch:]version-release[.arch]</c>.</summary>
/// <remarks>
/// Ordered by name, then as <see cref="RpmVersion"/>, then by architecture; name and architecture in the order of <c>rpmvercmp</c>, an
/// absent one first. The last two dashes part name, version and release; what follows the last dot of the release is an architecture only
/// when it is a known one. The epoch may also stand before the name (<c>1:name-version-release.arch</c>). An invalid text is ordered by the
/// same rules.
/// </remarks>
public sealed class RpmNevra : KeyedVersionScheme
{
    private const byte Absent = 0;
    private const byte Present = 1;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Architectures = FrozenSet.Create(
        StringComparer.Ordinal,
        "aarch64", "alpha", "amd64", "armv5tel", "armv6hl", "armv7hl", "armv7hnl", "athlon", "geode", "i386", "i486", "i586", "i686",
        "ia32e", "ia64", "loongarch64", "noarch", "nosrc", "ppc", "ppc64", "ppc64le", "ppc64p7", "riscv", "riscv64", "s390", "s390x",
        "sparc", "sparc64", "src", "x86_64")
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <inheritdoc/>
    public override string Name => "rpm-nevra";

    /// <inheritdoc/>
    public override bool IsValid(ReadOnlySpan<char> version)
    {
        var parts = Split(version, out _, out _, out _);
        return parts.HasRelease && RpmVersion.IsValid(parts);
    }

    /// <inheritdoc/>
    protected override void WriteKey(ReadOnlySpan<char> version, ref SortKeyWriter key)
    {
        var parts = Split(version, out var leadingEpoch, out var name, out var architecture);
        WriteOptional(name, ref key);
        key.Number(0, leadingEpoch.Length > 0 ? leadingEpoch : parts.Epoch);
        RpmVersion.WriteVersionAndRelease(parts, ref key);
        WriteOptional(architecture, ref key);
    }

    private static void WriteOptional(ReadOnlySpan<char> part, ref SortKeyWriter key)
    {
        key.Byte(part.Length > 0 ? Present : Absent);
        if (part.Length > 0)
        {
            RpmSegments.Write(part, ref key);
        }
    }

    private static EpochParts Split(
        ReadOnlySpan<char> text, out ReadOnlySpan<char> leadingEpoch, out ReadOnlySpan<char> name, out ReadOnlySpan<char> architecture)
    {
        leadingEpoch = [];
        name = [];
        architecture = [];
        var dot = text.LastIndexOf('.');
        if (dot > text.LastIndexOf('-') && Architectures.Contains(text[(dot + 1)..]))
        {
            architecture = text[(dot + 1)..];
            text = text[..dot];
        }

        var release = text.LastIndexOf('-');
        var nameEnd = release < 0 ? -1 : text[..release].LastIndexOf('-');
        if (nameEnd >= 0)
        {
            name = text[..nameEnd];
            text = text[(nameEnd + 1)..];
            var digits = NumericText.DigitRun(name);
            if (digits > 0 && digits < name.Length && name[digits] == ':')
            {
                leadingEpoch = name[..digits];
                name = name[(digits + 1)..];
            }
        }

        return EpochParts.Split(text);
    }
}
