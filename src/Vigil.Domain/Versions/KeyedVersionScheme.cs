using System.Buffers;

namespace Vigil.Domain.Versions;

/// <summary>
/// A scheme whose order <em>is</em> the byte order of its sort keys. Every text has a key, so the order is total, antisymmetric and
/// transitive by construction, in time linear in the text, and a stored key can never disagree with the comparison.
/// </summary>
public abstract class KeyedVersionScheme : VersionScheme
{
    /// <inheritdoc/>
    public sealed override int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        if (left.SequenceEqual(right))
        {
            return 0;
        }

        var leftKey = default(SortKeyWriter);
        var rightKey = default(SortKeyWriter);
        WriteKey(left, ref leftKey);
        WriteKey(right, ref rightKey);
        var order = Math.Sign(leftKey.Written.SequenceCompareTo(rightKey.Written));
        leftKey.Dispose();
        rightKey.Dispose();
        return order;
    }

    /// <inheritdoc/>
    public sealed override bool TryWriteSortKey(ReadOnlySpan<char> version, IBufferWriter<byte> key)
    {
        var writer = default(SortKeyWriter);
        WriteKey(version, ref writer);
        key.Write(writer.Written);
        writer.Dispose();
        return true;
    }

    /// <summary>Writes the key of any text, valid or not.</summary>
    protected abstract void WriteKey(ReadOnlySpan<char> version, ref SortKeyWriter key);
}
