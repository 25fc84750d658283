using Vigil.Scanning.Matching;

namespace Vigil.Tests.Matching;

public sealed class VersionComparisonTests
{
    [Theory]
    [InlineData("deb", "1:1.0-1", "2.0-1", "1:1.0-1 > 2.0-1: epoch 1 > 0")]
    [InlineData("deb", "3.0.11-1~deb12u1", "3.0.11-1~deb12u2", "3.0.11-1~deb12u1 < 3.0.11-1~deb12u2: epoch 0 = 0, version 3.0.11 = 3.0.11, revision 1~deb12u1 < 1~deb12u2")]
    [InlineData("rpm", "7.76.1-29.el9", "7.76.1-29.el9", "7.76.1-29.el9 = 7.76.1-29.el9: epoch 0 = 0, version 7.76.1 = 7.76.1, release 29.el9 = 29.el9")]
    [InlineData("apk", "1.36.1-r0", "1.36.1-r1", "1.36.1-r0 < 1.36.1-r1")]
    [InlineData("unheard-of", "1", "2", "1 and 2: no order is known for 'unheard-of'")]
    public void Parts_are_told_up_to_the_one_that_decides(string scheme, string left, string right, string expected)
    {
        Assert.Equal(expected, VersionComparison.Describe(scheme, left, right));
    }
}
