using System.Globalization;
using System.Text;
using Vigil.Scanning.Ecosystems;
using Vigil.Scanning.Ecosystems.Joining;
using Vigil.Scanning.Extraction;
using Vigil.Tests.Support;

namespace Vigil.Tests.Ecosystems;

/// <summary>
/// Damages real files in every way that chance finds, and reads them with every extractor: no crash, no hang, no package without a name, and no more memory
/// than the file explains. <c>VIGIL_MUTATIONS</c> says how many cases each type gets (100 by default), <c>VIGIL_SEED</c> where chance starts.
/// </summary>
public sealed class MutatedInputTests
{
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(5);

    public static TheoryData<string> Types => [.. SingleFile.Types];

    [Theory]
    [MemberData(nameof(Types))]
    public void Damaged_file_is_read_or_reported(string type)
    {
        var samples = FormatSamples.Of(type);
        Assert.NotEmpty(samples);
        var seed = NumberOf("VIGIL_SEED", 1);
        var chance = new Random(seed);
        for (var round = 0; round < NumberOf("VIGIL_MUTATIONS", 100); round++)
        {
            var (path, bytes) = samples[chance.Next(samples.Count)];
            var mutated = Mutation.Of(bytes, samples, chance);

            var before = GC.GetAllocatedBytesForCurrentThread();
            var started = TimeProvider.System.GetTimestamp();
            var failure = Read(type, path, mutated);

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (failure.Length > 0 || TimeProvider.System.GetElapsedTime(started) > MaxTime || allocated > (64L << 20) + (2_000L * mutated.Length))
            {
                Assert.Fail($"{type}, seed {seed}, round {round}, {allocated} bytes: {failure}\n{Convert.ToBase64String(mutated)}");
            }
        }
    }

    private static string Read(string type, string path, byte[] bytes)
    {
        try
        {
            var result = SingleFile.Read(type, path, new MemoryFile(bytes), osRelease: "");
            return result.Packages.Any(package => package.Coordinate.Name.Length == 0) ? "a package has no name" : "";
        }
        catch (Exception ex)
        {
            return ex.ToString();
        }
    }

    private static int NumberOf(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
