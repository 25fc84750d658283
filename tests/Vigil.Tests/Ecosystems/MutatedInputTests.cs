using Vigil.Scanning.Ecosystems.Joining;
using Vigil.Scanning.Extraction;
using Vigil.Tests.Support;

namespace Vigil.Tests.Ecosystems;

/// <summary>Damages real files in every way that chance finds, and reads them with every extractor: nothing is thrown, and no package is without a name.</summary>
public sealed class MutatedInputTests
{
    public static TheoryData<string> Types => [.. SingleFile.Types];

    [Theory]
    [MemberData(nameof(Types))]
    public void Damaged_file_is_read_or_reported(string type) => MutationRun.Of(
        type,
        FormatSamples.Of(type),
        (path, bytes) => SingleFile.Read(type, path, new MemoryFile(bytes), osRelease: "").Packages.Any(package => package.Coordinate.Name.Length == 0) ? "a package has no name" : "");
}
