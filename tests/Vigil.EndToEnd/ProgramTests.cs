using Vigil.Tests.Support;

namespace Vigil.EndToEnd;

/// <summary>Starts the real program.</summary>
public sealed class ProgramTests
{
    [Fact]
    public void Repository_root_is_found()
    {
        Assert.True(File.Exists(Path.Combine(Repository.Root, "Vigil.slnx")));
    }
}
