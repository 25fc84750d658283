using Vigil.Domain.Versions;

namespace Vigil.Tests.Versions;

/// <summary>Asserts the order of a list of versions, each against all that follow.</summary>
internal static class Ordered
{
    public static void Ascending(VersionScheme scheme, params string[] versions)
    {
        for (var i = 0; i < versions.Length; i++)
        {
            for (var j = i + 1; j < versions.Length; j++)
            {
                Assert.True(scheme.Compare(versions[i], versions[j]) < 0, $"{versions[i]} < {versions[j]}");
                Assert.True(scheme.Compare(versions[j], versions[i]) > 0, $"{versions[j]} > {versions[i]}");
            }
        }
    }
}
