namespace Vigil.Tests.Versions.Ranges;

public sealed class Pep440SpecifierTests
{
    [Theory]
    [InlineData(">=1.0,!=1.3.*,<2", "1.2", true)]
    [InlineData(">=1.0,!=1.3.*,<2", "1.3.9", false)]
    [InlineData(">=1.0,!=1.3.*,<2", "2.0", false)]
    [InlineData("", "anything", true)]
    public void Every_clause_must_hold(string text, string version, bool isSatisfied) => Satisfaction.Check("pep440-specifier", text, version, isSatisfied);

    [Theory]
    [InlineData("~=1.4.2", "1.4.9", true)]
    [InlineData("~=1.4.2", "1.5", false)]
    [InlineData("~=1.4", "1.9", true)]
    [InlineData("~=1.4", "2.0a1", false)]
    [InlineData("~=1.4rc1", "1.4rc2", true)]
    public void Compatible_release_keeps_all_but_the_last_number(string text, string version, bool isSatisfied) => Satisfaction.Check("pep440-specifier", text, version, isSatisfied);

    [Theory]
    [InlineData("==2.*", "2c1.post1.dev1", true)]
    [InlineData("==2.0.*", "2", true)]
    [InlineData("==2.*", "2!2.0", false)]
    [InlineData("==2.1.*", "2.1+local", true)]
    [InlineData("!=2.*", "x", false)]
    public void Wildcard_matches_by_prefix(string text, string version, bool isSatisfied) => Satisfaction.Check("pep440-specifier", text, version, isSatisfied);

    [Theory]
    [InlineData("<2", "2.0a1", false)]
    [InlineData("<2", "1.9.post1", true)]
    [InlineData("<2a2", "2a1", true)]
    [InlineData(">2", "2.post1", false)]
    [InlineData(">2", "2+local", false)]
    [InlineData(">2.post1", "2.post2", true)]
    [InlineData(">1.0a1", "1.0a1.post1", false)]
    public void Strict_bounds_leave_out_what_belongs_to_the_bound(string text, string version, bool isSatisfied) => Satisfaction.Check("pep440-specifier", text, version, isSatisfied);

    [Theory]
    [InlineData("==2.0", "2.0+x", true)]
    [InlineData("==2.0+x", "2.0", false)]
    [InlineData("<=2.0", "2.0+x", true)]
    [InlineData("==2.0+x", "2.0.0+X", true)]
    public void Local_version_counts_only_when_named(string text, string version, bool isSatisfied) => Satisfaction.Check("pep440-specifier", text, version, isSatisfied);

    [Theory]
    [InlineData("===1.0", "1.0", true)]
    [InlineData("===1.0", "1.0.0", false)]
    [InlineData("===FooBar", "foobar", true)]
    public void Three_equals_signs_compare_texts(string text, string version, bool isSatisfied) => Satisfaction.Check("pep440-specifier", text, version, isSatisfied);

    [Theory]
    [InlineData("2.0")]
    [InlineData("=2.0")]
    [InlineData("=>2.0")]
    [InlineData("==")]
    [InlineData("~=1")]
    [InlineData("~=1.0.*")]
    [InlineData(">=1.0+x")]
    [InlineData("==1.0a1.*")]
    [InlineData("==1.*.2")]
    [InlineData(">=1 <2")]
    [InlineData(">=1||<2")]
    public void Broken_text_is_refused(string text) => Satisfaction.IsRefused("pep440-specifier", text);

    [Theory]
    [InlineData("1.0 || =2", "2.0", true)]
    [InlineData("> 1.0 <= 1.2", "1.2", true)]
    [InlineData("> 1.0 <= 1.2", "1.3", false)]
    [InlineData("*", "0.1", true)]
    [InlineData("==2.0.post1.*", "2.0.post1.dev1", true)]
    public void Lenient_syntax_reads_what_advisories_write(string text, string version, bool isSatisfied) =>
        Satisfaction.Check("pep440-lenient", text, version, isSatisfied);
}
