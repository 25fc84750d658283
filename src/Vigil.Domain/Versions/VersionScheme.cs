using System.Buffers;

namespace Vigil.Domain.Versions;

/// <summary>The version order of one ecosystem.</summary>
/// <remarks>Implementations are stateless, never throw on bad input and take time linear in the length of the text.</remarks>
public abstract class VersionScheme
{
    /// <summary>Name in advisories and on the command line: <c>deb</c>, <c>rpm</c>, <c>pypi</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Whether the text is a version of this scheme.</summary>
    public abstract bool IsValid(ReadOnlySpan<char> version);

    /// <summary>Orders two versions; a total order over all texts, in which the place of an invalid one is documented by the scheme.</summary>
    /// <returns>Less than zero, zero or more than zero, as <see cref="IComparable{T}"/>.</returns>
    public abstract int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right);

    /// <summary>
    /// Orders a version against a bound that an advisory or constraint names. The same as <see cref="Compare"/> but in schemes where
    /// a bound stands for several versions: in PEP 440 one without local part for all versions that differ in it only.
    /// </summary>
    public virtual int CompareToBound(ReadOnlySpan<char> version, ReadOnlySpan<char> bound) => Compare(version, bound);

    /// <summary>
    /// Appends a key such that <c>memcmp(key(a), key(b))</c> has the sign of <see cref="Compare"/>; a shorter key that is a prefix sorts first.
    /// </summary>
    /// <returns><see langword="false"/>, with nothing written, where the scheme has no such key or the version no place in it; then compare the texts.</returns>
    public virtual bool TryWriteSortKey(ReadOnlySpan<char> version, IBufferWriter<byte> key) => false;
}
