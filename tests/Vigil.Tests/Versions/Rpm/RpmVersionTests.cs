using FsCheck.Fluent;
using Vigil.Domain.Versions;
using Vigil.Domain.Versions.Rpm;

namespace Vigil.Tests.Versions.Rpm;

public sealed class RpmVersionTests
{
    private const int Pairs = 4000;

    private static readonly RpmVersion Scheme = new();

    [Fact]
    public void Parts_are_ordered_as_by_rpm_itself()
    {
        var part = Gen.Elements("0", "1", "01", "10", "2024", "a", "ab", "B", "rc", "~", "^", ".", "_", "+", "el9", "..", "α")
            .ArrayOf().Where(pieces => pieces.Length is > 0 and < 7).Select(string.Concat);
        var texts = VersionTexts.Sample(part, 2 * Pairs);
        var (left, right) = (texts.Take(Pairs).ToList(), texts.Skip(Pairs).ToList());
        var pairs = string.Concat(left.Zip(right, (a, b) => $"{a} {b} "));

        var answers = ReferenceTool.Run("rpm", ["--eval", "%{lua: for a, b in ('" + pairs + "'):gmatch('([^ ]+) ([^ ]+) ') do print(rpm.vercmp(a, b)..' ') end}"])
            .SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();

        Assert.Equal(left.Count, answers.Count);
        var failures = left.Zip(right, answers).Where(row => Scheme.Compare(row.First, row.Second) != int.Parse(row.Third, null)).ToList();
        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    [Fact]
    public void Missing_release_sorts_first_and_is_not_compared_where_only_stated_parts_count()
    {
        Assert.Equal(-1, Scheme.Compare("1:1.2", "1:1.2-3"));
        Assert.Equal(0, Scheme.CompareWhereStated("1:1.2", "1:1.2-3"));
        Assert.Equal(1, Scheme.CompareWhereStated("1.3", "1.2-3"));
        Assert.Equal(-1, Scheme.CompareWhereStated("1.2-2", "1.2-3"));
    }

    [Theory]
    [InlineData("1.0", "2:1.0", MissingEpoch.Zero, -1)]
    [InlineData("1.0", "2:1.0", MissingEpoch.Auto, 0)]
    [InlineData("2:1.0", "1.0", MissingEpoch.Auto, 1)]
    [InlineData("2:1.0", "1.0", MissingEpoch.Ignore, 0)]
    [InlineData("2:1.0", "1:1.0", MissingEpoch.Ignore, 1)]
    public void Missing_epoch_means_what_the_caller_says(string installed, string advised, MissingEpoch missing, int expected) =>
        Assert.Equal(expected, Scheme.Compare(installed, advised, missing));

    [Theory]
    [InlineData("1:2.3-4.el9", true)]
    [InlineData("2.3~rc1^git1", true)]
    [InlineData("2.3-", false)]
    [InlineData("1-2-3", false)]
    [InlineData("a:1", false)]
    [InlineData("", false)]
    public void Validity_is_that_of_rpmbuild(string version, bool valid) => Assert.Equal(valid, Scheme.IsValid(version));
}
