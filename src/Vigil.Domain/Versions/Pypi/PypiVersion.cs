namespace Vigil.Domain.Versions.Pypi;

/// <summary>Versions of Python packages: <c>[epoch!]1.2.3[a1][.post1][.dev1][+local]</c>.</summary>
/// <remarks>
/// PEP 440 (now the "Version specifiers" page of packaging.python.org), with all the spellings it normalises. A release is padded with zeros;
/// <c>.dev</c> sorts before <c>a</c>, a local version after the same without one, numbers in it after words. Texts that PEP 440 refuses are
/// legacy versions: they sort before all valid ones, among themselves as setuptools did (<see cref="PypiLegacy"/>).
/// As a bound a version without local part stands for all that differ only there: <c>1.0+local</c> equals the bound <c>1.0</c>.
/// </remarks>
public sealed class PypiVersion : KeyedVersionScheme
{
    private const byte Legacy = 0;
    private const byte Valid = 1;

    // parts that may be missing: below or above every number that may stand there
    private const byte Lowest = 0;
    private const byte Present = 1;
    private const byte Highest = 0xFF;
    private const byte LocalWord = 1;
    private const byte LocalNumber = 2;

    /// <inheritdoc/>
    public override string Name => "pypi";

    /// <inheritdoc/>
    public override bool IsValid(ReadOnlySpan<char> version) => PypiParts.TryParse(version, out _);

    /// <inheritdoc/>
    public override int CompareToBound(ReadOnlySpan<char> version, ReadOnlySpan<char> bound) =>
        Compare(bound.Contains('+') ? version : WithoutLocal(version), bound);

    /// <summary>The public version: a valid version without its local part; other texts as they are.</summary>
    internal static ReadOnlySpan<char> WithoutLocal(ReadOnlySpan<char> version)
    {
        var plus = version.IndexOf('+');
        return plus >= 0 && PypiParts.TryParse(version, out _) ? version[..plus] : version;
    }

    /// <inheritdoc/>
    protected override void WriteKey(scoped ReadOnlySpan<char> version, ref SortKeyWriter key)
    {
        if (!PypiParts.TryParse(version, out var parts))
        {
            key.Byte(Legacy);
            PypiLegacy.WriteKey(version, ref key);
            return;
        }

        key.Byte(Valid);
        key.Number(0, parts.Epoch);
        var release = new PaddedNumbers(end: Lowest);
        release.AddAll(parts.Release, ref key);
        release.WriteEnd(ref key);
        WritePhase(parts, ref key);
        WriteOptional(parts.IsPost, parts.Post, Lowest, ref key);
        WriteOptional(parts.IsDev, parts.Dev, Highest, ref key);
        WriteLocal(parts.Local, ref key);
    }

    private static void WritePhase(PypiParts parts, ref SortKeyWriter key)
    {
        // 1.0.dev1 comes before 1.0a1, though not 1.0.post1.dev1
        if (parts is { Phase: PypiPhase.Final, IsPost: false, IsDev: true })
        {
            key.Byte(Lowest);
            return;
        }

        key.Byte((byte)parts.Phase);
        key.Number(0, parts.PhaseNumber);
    }

    private static void WriteOptional(bool isPresent, ReadOnlySpan<char> number, byte missing, ref SortKeyWriter key)
    {
        if (isPresent)
        {
            key.Number(Present, number);
        }
        else
        {
            key.Byte(missing);
        }
    }

    private static void WriteLocal(ReadOnlySpan<char> local, ref SortKeyWriter key)
    {
        foreach (var range in local.SplitAny('.', '-', '_'))
        {
            var segment = local[range];
            if (segment.IsEmpty)
            {
                continue; // no local part at all
            }

            if (NumericText.IsNumber(segment))
            {
                key.Number(LocalNumber, segment);
                continue;
            }

            key.Byte(LocalWord);
            foreach (var c in segment)
            {
                key.Byte((byte)char.ToLowerInvariant(c));
            }

            key.Byte(Lowest);
        }

        key.Byte(Lowest);
    }
}
