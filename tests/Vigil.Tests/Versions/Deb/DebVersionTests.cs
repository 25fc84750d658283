using FsCheck.Fluent;
using Vigil.Domain.Versions.Deb;

namespace Vigil.Tests.Versions.Deb;

public sealed class DebVersionTests
{
    private static readonly DebVersion Scheme = new();

    [Fact]
    public void Generated_versions_are_ordered_as_by_dpkg_itself()
    {
        var version = Gen.Elements("0", "1", "01", "10", "2024", "a", "ab", "B", "rc", "~", "~~", ".", "+", "-", "-1", "0:", "1:", "ubuntu")
            .ArrayOf().Where(pieces => pieces.Length is > 0 and < 7).Select(string.Concat).Where(text => Scheme.IsValid(text));
        var texts = VersionTexts.Sample(version, 2400);

        AssertOrderOfDpkg([.. texts.Take(1200)], [.. texts.Skip(1200)]);
    }

    [Fact]
    public void Installed_versions_are_ordered_as_by_dpkg_itself()
    {
        var installed = ReferenceTool.Run("dpkg-query", ["--show", "--showformat", "${Version}\n"]).Distinct().Take(400).ToList();

        AssertOrderOfDpkg(installed[1..], installed[..^1]);
    }

    [Theory]
    [InlineData("1.0~rc1", "1.0")]
    [InlineData("1.0", "1.0a")]
    [InlineData("1.0a", "1.0+")]
    [InlineData("9", "1:1")]
    [InlineData("1.0-1", "1.0-1.1")]
    [InlineData("1.0-1+b1", "1.0-1+b2")]
    public void First_sorts_before_second(string first, string second) => Assert.Equal(-1, Scheme.Compare(first, second));

    [Theory]
    [InlineData("1.0", "0:1.0-0")]
    [InlineData("1.0", " 1.0\n")]
    [InlineData("1.01", "1.1")]
    [InlineData("1.0a", "1.0a0")]
    public void Spellings_of_one_version_are_equal(string first, string second) => Assert.Equal(0, Scheme.Compare(first, second));

    [Theory]
    [InlineData("1:1.0-1", true)]
    [InlineData("a1.0", false)]
    [InlineData("1.0-", false)]
    [InlineData("99999999999:1.0", false)]
    [InlineData("x:1.0", false)]
    [InlineData(":1.0", false)]
    [InlineData("1.0é", false)]
    [InlineData("", false)]
    public void Validity_is_that_of_dpkg(string version, bool valid) => Assert.Equal(valid, Scheme.IsValid(version));

    private static void AssertOrderOfDpkg(List<string> left, List<string> right)
    {
        const string Loop = """
            while read -r a b; do
              if dpkg --compare-versions "$a" lt "$b"; then echo -1
              elif dpkg --compare-versions "$a" eq "$b"; then echo 0
              else echo 1; fi
            done
            """;
        ReferenceTool.Run("dpkg", ["--version"]);

        var answers = ReferenceTool.Run("sh", ["-c", Loop], string.Concat(left.Zip(right, (a, b) => $"{a} {b}\n")));

        Assert.Equal(left.Count, answers.Length);
        var failures = left.Zip(right, answers).Where(row => Scheme.Compare(row.First, row.Second) != int.Parse(row.Third, null)).ToList();
        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }
}
