using Vigil.Server.Submissions;

namespace Vigil.Tests.Server;

public sealed class ResourceNamingTests
{
    [Theory]
    [InlineData("nodejs22.x", "NODEJS_22_X")]
    [InlineData("python3.11", "PYTHON_3_11")]
    [InlineData("java8.al2", "JAVA_8_AL2")]
    [InlineData("go1.x", "GO_1_X")]
    [InlineData("dotnetcore3.1", "DOTNETCORE_3_1")]
    [InlineData("provided.al2023", "UNSUPPORTED")]
    [InlineData("", "UNSUPPORTED")]
    public void Runtimes_are_called_as_in_the_API(string name, string word) => Assert.Equal(word, ResourceNaming.RuntimeOf(name));
}
