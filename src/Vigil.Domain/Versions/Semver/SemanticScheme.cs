namespace Vigil.Domain.Versions.Semver;

/// <summary>
/// Precedence of Semantic Versioning 2.0.0 (section 11), for all the ecosystems that share it and differ in what they accept.
/// </summary>
/// <remarks>
/// Numbers of any size and any count; missing ones are 0. A pre-release sorts before its release; its identifiers are compared in turn,
/// numbers before words, a list that ends before one that goes on. The build does not count unless the scheme says so. A text that does not
/// start with a number (after blanks, <c>v</c> and <c>=</c>) sorts before all versions, in ordinal order; any other invalid text has the
/// place of the version it starts with.
/// </remarks>
public abstract class SemanticScheme : KeyedVersionScheme
{
    private const byte Invalid = 0;
    private const byte EndOfNumbers = 1;

    /// <summary>Sorts before any identifier: a list that ends comes before one that goes on, no build before any.</summary>
    private protected const byte EndOfIdentifiers = 1;

    private const byte NumericIdentifier = 2;
    private const byte WordIdentifier = NumericIdentifier + SortKeyWriter.NumberSpan;
    private const byte Release = 0xFF;

    /// <summary>Whether words of a pre-release are compared without regard to case.</summary>
    private protected virtual bool IgnoresCase => false;

    /// <inheritdoc/>
    public override bool IsValid(ReadOnlySpan<char> version) => IsValid(SemanticParts.Read(version));

    /// <inheritdoc/>
    protected override void WriteKey(ReadOnlySpan<char> version, ref SortKeyWriter key)
    {
        var parts = SemanticParts.Read(version);
        if (parts.Numbers.IsEmpty)
        {
            WriteInvalid(version, ref key);
        }
        else
        {
            WriteVersion(parts, ref key);
        }
    }

    /// <summary>Whether the parts make a version of this ecosystem.</summary>
    private protected abstract bool IsValid(SemanticParts parts);

    private protected virtual void WriteVersion(SemanticParts parts, ref SortKeyWriter key)
    {
        WriteNumbers(parts.Numbers, ref key);
        if (parts.HasPrerelease)
        {
            WriteIdentifiers(parts.Prerelease, ref key);
        }
        else
        {
            key.Byte(Release);
        }
    }

    private protected static void WriteInvalid(ReadOnlySpan<char> version, ref SortKeyWriter key)
    {
        key.Byte(Invalid);
        key.Text(version);
    }

    private protected static void WriteNumbers(ReadOnlySpan<char> numbers, ref SortKeyWriter key)
    {
        var padded = new PaddedNumbers(EndOfNumbers);
        padded.AddAll(numbers, ref key);
        padded.WriteEnd(ref key);
    }

    private protected void WriteIdentifiers(ReadOnlySpan<char> identifiers, ref SortKeyWriter key)
    {
        foreach (var range in identifiers.Split('.'))
        {
            WriteIdentifier(identifiers[range], ref key);
        }

        key.Byte(EndOfIdentifiers);
    }

    private protected void WriteIdentifier(ReadOnlySpan<char> identifier, ref SortKeyWriter key)
    {
        if (NumericText.IsNumber(identifier))
        {
            key.Number(NumericIdentifier, identifier);
        }
        else
        {
            key.Byte(WordIdentifier);
            key.Text(identifier, IgnoresCase);
        }
    }
}
