using Vigil.Domain.Versions;

namespace Vigil.Tests.Versions;

/// <summary>One line of a table of orders.</summary>
internal static class Orders
{
    public static void Check(VersionScheme scheme, string left, string order, string right)
    {
        var expected = order switch { "<" => -1, ">" => 1, _ => 0 };

        Assert.Equal(expected, Math.Sign(scheme.Compare(left, right)));
        Assert.Equal(-expected, Math.Sign(scheme.Compare(right, left)));
    }
}
