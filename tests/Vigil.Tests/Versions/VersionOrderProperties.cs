using System.Buffers;
using FsCheck.Xunit;
using Vigil.Domain.Versions;

namespace Vigil.Tests.Versions;

/// <summary>What holds for the order of every scheme, whatever the texts.</summary>
[Properties(Arbitrary = [typeof(VersionTexts)], MaxTest = 300)]
public sealed class VersionOrderProperties
{
    [Property]
    public void Order_is_reflexive_and_antisymmetric(VersionText a, VersionText b)
    {
        foreach (var scheme in VersionSchemes.All)
        {
            Assert.Equal(0, scheme.Compare(a.Value, a.Value));
            Assert.True(Order(scheme, a, b) == -Order(scheme, b, a), $"{scheme.Name}: '{a}' and '{b}'");
        }
    }

    [Property]
    public void Order_is_transitive(VersionText a, VersionText b, VersionText c)
    {
        foreach (var scheme in VersionSchemes.All)
        {
            VersionText[] sorted = [a, b, c];
            Array.Sort(sorted, (left, right) => scheme.Compare(left.Value, right.Value));
            Assert.True(Order(scheme, sorted[0], sorted[1]) <= 0 && Order(scheme, sorted[1], sorted[2]) <= 0, scheme.Name);
            Assert.True(
                Order(scheme, sorted[0], sorted[2]) == Math.Min(Order(scheme, sorted[0], sorted[1]), Order(scheme, sorted[1], sorted[2])),
                $"{scheme.Name}: '{sorted[0]}', '{sorted[1]}', '{sorted[2]}'");
        }
    }

    [Property]
    public void Sort_key_has_the_order_of_the_text(VersionText a, VersionText b)
    {
        foreach (var scheme in VersionSchemes.All)
        {
            if (TryKey(scheme, a, out var left) && TryKey(scheme, b, out var right))
            {
                Assert.True(Math.Sign(left.SequenceCompareTo(right)) == Order(scheme, a, b), $"{scheme.Name}: '{a}' and '{b}'");
            }
        }
    }

    [Property]
    public void Validity_never_throws(VersionText a)
    {
        foreach (var scheme in VersionSchemes.All)
        {
            _ = scheme.IsValid(a.Value);
        }
    }

    [Fact]
    public void Very_long_texts_are_ordered_too()
    {
        var digits = new string('9', 200_000);
        var parts = string.Concat(Enumerable.Repeat("1.", 100_000));

        foreach (var scheme in VersionSchemes.All)
        {
            Assert.Equal(0, scheme.Compare(parts + digits, new string((parts + digits).AsSpan())));
            Assert.Equal(-scheme.Compare(digits, parts), scheme.Compare(parts, digits));
        }
    }

    private static int Order(VersionScheme scheme, VersionText a, VersionText b) => Math.Sign(scheme.Compare(a.Value, b.Value));

    private static bool TryKey(VersionScheme scheme, VersionText version, out ReadOnlySpan<byte> key)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var written = scheme.TryWriteSortKey(version.Value, buffer);
        key = buffer.WrittenSpan;
        return written;
    }
}
