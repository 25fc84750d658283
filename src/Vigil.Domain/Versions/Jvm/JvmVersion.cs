namespace Vigil.Domain.Versions.Jvm;

/// <summary>Versions of Java runtimes, of before and after JEP 223: <c>1.8.0_292-b10</c>, <c>8u292</c>, <c>11.0.4+11</c>, <c>21-ea</c>.</summary>
/// <remarks>
/// JEP 223 (and 322): numbers padded with zeros, then the pre-release after a dash; the build after <c>+</c> and the optional part after it do not
/// count. Before: a leading <c>1.</c> is dropped and the update after <c>_</c>, <c>u</c> or <c>-update</c> is the third number, so <c>1.8.0_292</c> is <c>8.0.292</c>;
/// a build is written <c>-b10</c>. A pre-release sorts before its release, its parts as in semantic versions: numbers before words.
/// Other texts sort before all versions, in ordinal order.
/// </remarks>
public sealed class JvmVersion : KeyedVersionScheme
{
    private const byte Invalid = 0;
    private const byte Valid = 1;
    /// <summary>The update is the third number, where that is missing or zero.</summary>
    private const int UpdatePlace = 3;

    private const byte End = 0;
    private const byte Number = 1;
    private const byte Word = 0x80;
    private const byte NoPrerelease = 0xFF;

    /// <inheritdoc/>
    public override string Name => "jvm";

    /// <inheritdoc/>
    public override bool IsValid(ReadOnlySpan<char> version) => JvmParts.TryParse(version, out _);

    /// <inheritdoc/>
    protected override void WriteKey(scoped ReadOnlySpan<char> version, ref SortKeyWriter key)
    {
        if (!JvmParts.TryParse(version, out var parts))
        {
            key.Byte(Invalid);
            key.Text(version);
            return;
        }

        key.Byte(Valid);
        WriteNumbers(parts, ref key);
        WritePrerelease(parts, ref key);
    }

    private static void WriteNumbers(JvmParts parts, ref SortKeyWriter key)
    {
        var numbers = new PaddedNumbers(End);
        numbers.AddAll(parts.Numbers, ref key);
        if (numbers.SignificantCount < UpdatePlace)
        {
            numbers.SkipTo(UpdatePlace);
            numbers.Add(parts.Update, ref key);
        }

        numbers.WriteEnd(ref key);
    }

    private static void WritePrerelease(JvmParts parts, ref SortKeyWriter key)
    {
        if (parts.Prerelease.IsEmpty)
        {
            key.Byte(NoPrerelease);
            return;
        }

        foreach (var range in parts.Prerelease.Split('.'))
        {
            var identifier = parts.Prerelease[range];
            if (NumericText.IsNumber(identifier))
            {
                key.Number(Number, identifier);
            }
            else
            {
                key.Byte(Word);
                key.Text(identifier);
            }
        }

        key.Byte(End);
    }
}
