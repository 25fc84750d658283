namespace Vigil.Tests.Fuzzing;

public sealed class FuzzCampaignTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vigil-fuzz-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_thrown_and_what_takes_too_much_is_found()
    {
        var thrown = Run(Target(_ => throw new InvalidOperationException("as it happens")), cases: 1);
        File.Delete(Path.Combine(_folder, "state"));
        var large = Run(Target(_ => new byte[100 << 20].Length > 0 ? "" : "nothing"), cases: 1);

        Assert.Contains("as it happens", Assert.Single(thrown), StringComparison.Ordinal);
        Assert.Contains("bytes", Assert.Single(large), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_reached_is_where_the_next_start_goes_on()
    {
        var cases = 0;
        var target = Target(_ =>
        {
            cases++;
            return "";
        });

        Run(target, cases: 15_000);
        Run(target, cases: 15_000);

        Assert.Equal(15_000, cases);
        Assert.Equal("target\t15000\n", File.ReadAllText(Path.Combine(_folder, "state")));
    }

    private IReadOnlyList<string> Run(FuzzTarget target, int cases) => new FuzzCampaign([target], cases, Path.Combine(_folder, "state")).Run(threads: 1);

    private static FuzzTarget Target(Func<ReadOnlyMemory<byte>, string> read) => new("target", [("file", "content"u8.ToArray())], (_, bytes) => read(bytes));
}
