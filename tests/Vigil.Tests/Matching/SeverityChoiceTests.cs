using Vigil.Domain.Advisories;
using Vigil.Domain.Findings;
using Vigil.Domain.Verdicts;
using Vigil.Scanning.Matching;
using static Vigil.Tests.Matching.Judgement;

namespace Vigil.Tests.Matching;

public sealed class SeverityChoiceTests
{
    private const string Critical = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
    private const string Low = "CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N";

    [Theory]
    [InlineData("Red Hat", "REDHAT_CVE", FindingSeverity.Low)]
    [InlineData("Amazon Linux", "AMAZON_CVE", FindingSeverity.Low)]
    [InlineData("AlmaLinux", "NVD", FindingSeverity.Critical)]
    public void The_vendor_comes_before_NVD_and_NVD_before_others(string ecosystem, string source, FindingSeverity expected)
    {
        var choice = SeverityChoice.Of(
            Of(ecosystem, "8"),
            [new Severity("AMAZON_CVE", Low), new Severity("NVD", Critical), new Severity("REDHAT_CVE", Low)]);

        Assert.Equal((expected, source), (choice.Severity, choice.Source));
    }

    [Fact]
    public void The_priority_of_Ubuntu_outweighs_every_score()
    {
        var choice = SeverityChoice.Of(Of("Ubuntu", "22.04", "low"), [new Severity("NVD", Critical)]);

        Assert.Equal((FindingSeverity.Low, "UBUNTU_CVE", (double?)null), (choice.Severity, choice.Source, choice.Score));
    }

    [Fact]
    public void Unimportant_for_Debian_outweighs_every_score()
    {
        var choice = SeverityChoice.Of(Of("Debian", "12", "unimportant"), [new Severity("NVD", Critical)]);

        Assert.Equal((FindingSeverity.Informational, "DEBIAN_CVE"), (choice.Severity, choice.Source));
    }

    [Fact]
    public void Version_3_1_is_preferred_and_an_invalid_vector_counts_as_none()
    {
        var choice = SeverityChoice.Of(
            Of("Debian", "12"),
            [new Severity("NVD", "AV:N/AC:L/Au:N/C:C/I:C/A:C"), new Severity("NVD", "CVSS:3.1/AV:X"), new Severity("NVD", Low)]);

        Assert.Equal((FindingSeverity.Low, Low), (choice.Severity, choice.Vector));
    }

    [Fact]
    public void Without_a_score_a_word_decides()
    {
        var choice = SeverityChoice.Of(Of("Red Hat", "8"), [new Severity("REDHAT_CVE", "", "Important")]);

        Assert.Equal((FindingSeverity.High, "REDHAT_CVE"), (choice.Severity, choice.Source));
    }

    [Fact]
    public void Without_anything_it_is_untriaged()
    {
        Assert.Equal(FindingSeverity.Untriaged, SeverityChoice.Of(Of("Debian", "12", "not yet assigned"), []).Severity);
    }

    private static Verdict Of(string ecosystem, string release, string label = "") => new()
    {
        Coordinate = Package(ecosystem, release, "bash", "1"),
        VulnerabilityId = "CVE-2024-0001",
        Status = VerdictStatus.Affected,
        State = VendorState.Affected,
        AdvisoryId = "CVE-2024-0001",
        Source = "test",
        Key = new AdvisoryKey(ecosystem, release, "bash"),
        ComparedVersion = "1",
        Scheme = "deb",
        SeverityLabel = label,
    };
}
