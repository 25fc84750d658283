using System.Globalization;

namespace Vigil.Tests.Fuzzing;

/// <summary>Every parser is given inputs that chance has damaged: nothing is thrown, nothing hangs, no more memory is taken than the input explains.</summary>
public sealed class FuzzTests
{
    private const int FewCases = 100;

    public static TheoryData<string> Targets => [.. FuzzTargets.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Damaged_input_is_read_or_refused(string target) =>
        Assert.Empty(new FuzzCampaign([.. FuzzTargets.All.Where(one => one.Name == target)], FewCases, state: null).Run(threads: 1));

    /// <summary>Takes hours: <c>VIGIL_FUZZ</c> names the file that keeps the counts, <c>VIGIL_FUZZ_CASES</c> how many cases each parser gets.</summary>
    [Fact(Explicit = true)]
    public void Many_damaged_inputs_are_read_or_refused() => Assert.Empty(new FuzzCampaign(
        FuzzTargets.All,
        long.Parse(Environment.GetEnvironmentVariable("VIGIL_FUZZ_CASES") ?? "10000000", CultureInfo.InvariantCulture),
        Environment.GetEnvironmentVariable("VIGIL_FUZZ")).Run(Environment.ProcessorCount));
}
