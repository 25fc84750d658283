using Vigil.Scanning.Sbom;

namespace Vigil.Tests.Sbom;

public sealed class SpdxLicensesTests
{
    [Theory]
    [InlineData("MIT", true)]
    [InlineData("GPL-2.0-or-later", true)]
    [InlineData("MIT OR Apache-2.0", true)]
    [InlineData("(MIT OR Apache-2.0) AND BSD-3-Clause", true)]
    [InlineData("GPL-2.0-only WITH Classpath-exception-2.0", true)]
    [InlineData("EPL-1.0+", true)]
    [InlineData("", false)]
    [InlineData("GPLv2+ and MIT", false)]
    [InlineData("MIT Apache-2.0", false)]
    [InlineData("MIT OR", false)]
    [InlineData("(MIT", false)]
    [InlineData("MIT)", false)]
    [InlineData("MIT WITH MIT", false)]
    [InlineData("WITH", false)]
    [InlineData("()", false)]
    public void Only_expressions_of_known_ids_count(string text, bool isExpression)
    {
        Assert.Equal(isExpression, SpdxLicenses.IsExpression(text));
    }
}
