using Vigil.Advisories.Shipped;

namespace Vigil.Tests.Shipped;

public sealed class WellKnownFlawsTests
{
    [Theory]
    [InlineData("log4shell", "CVE-2021-44228")]
    [InlineData("Spectre", "CVE-2017-5715 CVE-2017-5753")]
    [InlineData("", "")]
    [InlineData("nobody calls it so", "")]
    public void A_flaw_is_found_by_what_people_call_it(string name, string expected) => Assert.Equal(expected, string.Join(' ', WellKnownFlaws.Named(name)));

    [Theory]
    [InlineData("CVE-2014-0160", "Heartbleed: TLS heartbeats that lie about their length read OpenSSL's memory, keys included")]
    [InlineData("CVE-2014-0195", "Out-of-order DTLS fragments overflow a buffer in OpenSSL")]
    [InlineData("CVE-1999-0000", "")]
    public void A_title_begins_with_the_name_where_there_is_one(string cve, string expected) => Assert.Equal(expected, WellKnownFlaws.TitleOf(cve));
}
