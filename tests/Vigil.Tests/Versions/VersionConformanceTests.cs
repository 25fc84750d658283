using System.Text.Json;
using Vigil.Domain.Versions;
using Vigil.Tests.Support;

namespace Vigil.Tests.Versions;

/// <summary>The rows of <c>shared/conformance/versions</c>; those that docs/conformance.md refutes are named here too, and must go on failing.</summary>
public sealed class VersionConformanceTests
{
    /// <summary>Schemes without rows of their own: Hex and Swift follow <c>semver</c>, Bitnami has only ranges.</summary>
    private static readonly string[] WithoutRows = ["hex", "swift", "bitnami"];

    public static TheoryData<string> Orders => [.. VersionSchemes.All.Select(scheme => scheme.Name).Except(WithoutRows)];

    /// <summary>Rows that contradict their own reference (docs/conformance.md).</summary>
    private static readonly HashSet<string> Refuted = [.. RefutedRows.Orders];

    [Theory]
    [MemberData(nameof(Orders))]
    public void Order_agrees_with_the_reference(string name)
    {
        var scheme = Scheme(name);

        var failures = Conformance.Rows($"versions/{name}.jsonl").Select(row => OrderFailure(scheme, row)).OfType<string>().ToList();

        Assert.True(failures.Count == 0, Report(failures));
    }

    [Theory]
    [InlineData("apk")]
    [InlineData("deb")]
    [InlineData("pypi")]
    [InlineData("rubygems")]
    [InlineData("go")]
    public void Validity_agrees_with_the_reference(string name)
    {
        var scheme = Scheme(name);

        var failures = Conformance.Rows($"versions/{name}.valid.jsonl")
            .Where(row => scheme.IsValid(Text(row, "version")) != row.GetProperty("valid").GetBoolean())
            .Select(row => row.ToString()).ToList();

        Assert.True(failures.Count == 0, Report(failures));
    }

    [Theory]
    [InlineData("deb")]
    [InlineData("rpm")]
    public void Missing_epoch_agrees_with_the_reference(string name)
    {
        var scheme = (EpochVersionScheme)Scheme(name);

        var failures = Conformance.Rows($"versions/{name}-missing-epoch.ranges.jsonl")
            .Where(row => scheme.Compare(Text(row, "a"), Text(row, "b"), Strategy(row)) != row.GetProperty("cmp").GetInt32())
            .Select(row => row.ToString()).ToList();

        Assert.True(failures.Count == 0, Report(failures));
    }

    private static string? OrderFailure(VersionScheme scheme, JsonElement row)
    {
        var (a, b) = (Text(row, "a"), Text(row, "b"));
        var expected = Text(row, "op") switch { "<" => -1, ">" => 1, _ => 0 };
        var order = Math.Sign(scheme.Compare(a, b));
        var agrees = order == expected && Math.Sign(scheme.Compare(b, a)) == -expected;
        var refuted = Refuted.Contains($"{scheme.Name}: {a} {Text(row, "op")} {b}");
        return agrees == !refuted ? null : $"{row} gave {order}{(refuted ? ", though it is listed as refuted" : "")}";
    }

    private static MissingEpoch Strategy(JsonElement row) => Text(row, "strategy") == "auto" ? MissingEpoch.Auto : MissingEpoch.Zero;

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!; // every row has it

    private static VersionScheme Scheme(string name) =>
        VersionSchemes.TryGet(name, out var scheme) ? scheme : throw new InvalidOperationException($"There is no scheme '{name}'.");

    private static string Report(List<string> failures) => $"{failures.Count} rows disagree:\n{string.Join('\n', failures)}";
}
