using System.Globalization;
using Vigil.Scanning.Matching;
using static Vigil.Tests.Matching.Judgement;

namespace Vigil.Tests.Matching;

public sealed class RuntimeSupportTests
{
    [Theory]
    [InlineData("Go", "stdlib", "1.20.14", "Go 1.20 2024-02-06")]
    [InlineData("Go", "stdlib", "1.2.2", "")]
    [InlineData("NuGet", "Microsoft.NETCore.App", "6.0.36", ".NET 6.0 2024-11-12")]
    [InlineData("CPE", "nodejs:node.js", "16.20.2", "Node.js 16 2023-09-11")]
    [InlineData("CPE", "openssl:openssl", "1.1.1k", "OpenSSL 1.1.1 2023-09-11")]
    [InlineData("CPE", "openssl:openssl", "4", "")]
    [InlineData("Debian", "python3.9", "3.9.2-1", "")]
    public void The_series_of_a_runtime_tells_its_last_day(string ecosystem, string name, string version, string expected) => Assert.Equal(
        expected,
        RuntimeSupport.Of(Package(ecosystem, "", name, version)) is var (series, last) ? string.Create(CultureInfo.InvariantCulture, $"{series} {last:yyyy-MM-dd}") : "");
}
