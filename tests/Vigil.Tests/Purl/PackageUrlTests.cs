using FsCheck.Xunit;
using Vigil.Domain.Purl;

namespace Vigil.Tests.Purl;

public sealed class PackageUrlTests
{
    [Theory]
    [InlineData("pkg:deb/Debian/OpenSSL@3.0.11-1~deb12u2?arch=amd64", "pkg:deb/debian/openssl@3.0.11-1~deb12u2?arch=amd64")]
    [InlineData("PKG://pypi/Typing_Extensions@4.0RC1", "pkg:pypi/typing-extensions@4.0rc1")]
    [InlineData("pkg:npm/@scope/name", "pkg:npm/%40scope/name")]
    [InlineData("pkg:npm/@scope/name@1.0", "pkg:npm/%40scope/name@1.0")]
    [InlineData("pkg:generic/a?b=&c=1&d=", "pkg:generic/a?c=1")]
    [InlineData("pkg:generic/a?", "pkg:generic/a")]
    [InlineData("pkg:generic/a#./b/../c//", "pkg:generic/a#b/c")]
    [InlineData("pkg:generic/caf%C3%A9", "pkg:generic/caf%C3%A9")]
    [InlineData("pkg:generic/a?compiler.x=1&compiler=2", "pkg:generic/a?compiler=2&compiler.x=1")]
    [InlineData("pkg:cpan/drolsky/DateTime", "pkg:cpan/DROLSKY/DateTime")]
    [InlineData("pkg:pub/Flutter-Web.Kit", "pkg:pub/flutter_web_kit")]
    [InlineData("pkg:swid/a?tag_id=75B8C285-FA7B-485B-B199-4745E3004D0D", "pkg:swid/a?tag_id=75b8c285-fa7b-485b-b199-4745e3004d0d")]
    [InlineData("pkg:git/codeberg.org/Forgejo/forgejo", "pkg:git/codeberg.org/Forgejo/forgejo")]
    public void Canonical_form_follows_the_rules_of_the_type(string text, string canonical)
    {
        var purl = PackageUrl.Parse(text);

        Assert.Equal(canonical, purl.ToString());
        Assert.Equal(purl, PackageUrl.Parse(canonical));
    }

    [Theory]
    [InlineData("")]
    [InlineData("pkg:")]
    [InlineData("pkg:deb")]
    [InlineData("pkg:deb/openssl")]
    [InlineData("pkg:cargo/rand/core")]
    [InlineData("pkg:generic/a%2")]
    [InlineData("pkg:generic/a%FF")]
    [InlineData("pkg:generic/n%2Fs/%2F%2/a")]
    [InlineData("pkg:generic/n%2Fs/a")]
    [InlineData("pkg:generic/a?b=1&B=2")]
    [InlineData("pkg:generic/a?b")]
    [InlineData("pkg:generic/a?1b=2")]
    [InlineData("pkg:pypi/django@1?vers=vers:pypi%2F1")]
    [InlineData("pkg:julia/Dates")]
    [InlineData("pkg:swid/a?tag_id=")]
    [InlineData("pkg:swid/a/b/c/d?tag_id=x")]
    [InlineData("pkg:cocoapods/a+b")]
    [InlineData("pkg:chrome-extension/aaaabbbbccccddddeeeeffffgggghhhh@1.2.3.4.5")]
    public void Text_that_breaks_a_rule_is_refused_with_a_reason(string text)
    {
        var parsed = PackageUrl.TryParse(text, out var purl, out var error);

        Assert.False(parsed);
        Assert.Null(purl);
        Assert.NotEmpty(error!);
    }

    [Fact]
    public void Keys_that_the_type_defines_are_exact_when_parsed_and_mended_when_canonicalised()
    {
        const string Text = "pkg:rpm/fedora/curl@7.50.3-1.fc25?Arch=i386";

        Assert.False(PackageUrl.TryParse(Text, out _, out _));
        Assert.True(PackageUrl.TryCanonicalize(Text, out var purl, out _));
        Assert.Equal("i386", purl.Qualifier("arch"));
    }

    [Fact]
    public void Half_of_a_surrogate_pair_is_refused()
    {
        Assert.False(PackageUrl.TryCreate("generic", null, "a\uD800", null, [], null, out _, out _));
        Assert.Equal("pkg:generic/%F0%9F%90%A7", PackageUrl.Create("generic", null, "\uD83D\uDC27").ToString());
    }

    [Fact]
    public void Text_beyond_the_limit_is_refused()
    {
        var text = "pkg:generic/" + new string('a', PackageUrl.MaxLength);

        Assert.False(PackageUrl.TryParse(text, out _, out _));
    }

    [Fact]
    public void Url_whose_canonical_form_is_too_long_is_refused()
    {
        var parsed = PackageUrl.TryParse($"pkg:generic/{new string('@', PackageUrl.MaxLength / 2)}x@1", out var purl, out var error);

        Assert.False(parsed);
        Assert.Null(purl);
        Assert.Contains("canonical form", error, StringComparison.Ordinal);
    }

    [Property]
    public void Built_url_reads_back_as_itself(string? ns, string? name, string? version, string? value, string? subpath)
    {
        if (!PackageUrl.TryCreate("generic", ns, name, version, [new("k", value!)], subpath, out var purl, out _))
        {
            return;
        }

        var text = purl.ToString();

        Assert.Equal(purl, PackageUrl.Parse(text));
        Assert.Equal(text, PackageUrl.Parse(text).ToString());
        Assert.DoesNotContain(text, c => c is <= ' ' or > '~');
    }

    [Property]
    public void Any_text_is_read_or_refused_with_a_reason(string? text)
    {
        foreach (var candidate in (string[])[text ?? "", $"pkg:{text}", $"pkg:npm/{text}", $"pkg:rpm/a/b@1?{text}", $"pkg:swid/{text}?tag_id=1"])
        {
            var parsed = PackageUrl.TryParse(candidate, out var purl, out var error);

            Assert.Equal(parsed, error is null);
            Assert.Equal(parsed ? purl : null, parsed ? PackageUrl.Parse(purl!.ToString()) : null);
        }
    }
}
