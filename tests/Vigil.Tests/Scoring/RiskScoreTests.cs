using System.Globalization;
using FsCheck.Xunit;
using Vigil.Domain.Advisories;
using Vigil.Domain.Cvss;
using Vigil.Domain.Scoring;
using Vigil.Tests.Support;

namespace Vigil.Tests.Scoring;

public sealed class RiskScoreTests
{
    private const string Network = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";

    public static TheoryData<string> WorkedExamples =>
        [.. File.ReadLines(Path.Combine(Repository.Root, "docs", "scoring.md")).Where(line => line.Contains("/A:", StringComparison.Ordinal) || line.Contains("/SA:", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(WorkedExamples))]
    public void Worked_examples_of_the_documentation_are_right(string row)
    {
        var cells = row.Split('|', StringSplitOptions.TrimEntries);

        var risk = RiskScore.Of(CvssVector.Parse(cells[2]), EvidenceOf(cells[3]), ReachabilityOf(cells[4]));

        Assert.Equal(
            (cells[5], cells[6], cells[7]),
            (risk.BaseScore.ToString("0.0", CultureInfo.InvariantCulture), risk.Score.ToString("0.0", CultureInfo.InvariantCulture), risk.Vector));
    }

    [Fact]
    public void Each_adjustment_names_metric_and_evidence()
    {
        var evidence = ExploitEvidence.Of(new() { Known = new("CVE-2021-44228", new(2021, 12, 10), null, "", InRansomware: false) });

        var risk = RiskScore.Of(CvssVector.Parse(Network), evidence, ReachableFrom.None);

        Assert.Equal(
            [
                new ScoreAdjustment("Exploit Code Maturity", "E", "H", "listed as exploited since 2021-12-10 (CISA KEV)"),
                new ScoreAdjustment("Attack Vector", "MAV", "L", "no open network path"),
            ],
            risk.Adjustments);
    }

    [Fact]
    public void Without_evidence_the_base_vector_stands()
    {
        var risk = RiskScore.Of(CvssVector.Parse(Network), ExploitEvidence.Of(ExploitKnowledge.None), ReachableFrom.NotAssessed);

        Assert.Equal((9.8, Network, 0), (risk.Score, risk.Vector, risk.Adjustments.Count));
    }

    [Fact]
    public void What_a_vector_says_of_another_day_or_place_is_dropped()
    {
        var risk = RiskScore.OfBase(CvssVector.Parse(Network + "/E:U/MAV:P"));

        Assert.Equal((9.8, Network), (risk.Score, risk.Vector));
    }

    [Theory]
    [InlineData("CVSS:3.1/AV:L/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")]
    [InlineData("CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")]
    [InlineData("AV:L/AC:L/Au:N/C:P/I:P/A:P")]
    public void A_flaw_that_needs_no_network_does_not_care_for_paths(string vector) =>
        Assert.Empty(RiskScore.Of(CvssVector.Parse(vector), default, ReachableFrom.None).Adjustments);

    [Fact]
    public void An_exploit_outweighs_a_low_probability()
    {
        var evidence = ExploitEvidence.Of(Knowledge(0.01f, ExploitMaturity.Functional));

        Assert.Equal(ExploitMaturity.Functional, evidence.Maturity);
        Assert.Equal("public exploit name (index)", evidence.Reason);
    }

    [Property]
    public bool More_evidence_of_exploitation_never_lowers_a_score(byte vector, byte probability, byte exploit, bool isKnown)
    {
        var weaker = Knowledge(probability / 255f, (ExploitMaturity)(exploit % 3));
        var stronger = Knowledge(Math.Min(1, (probability / 255f) + 0.2f), (ExploitMaturity)((exploit % 3) + 1)) with
        {
            Known = isKnown ? new("CVE-2024-0001", default, null, "", InRansomware: false) : null,
        };

        return ScoreOf(vector, weaker) <= ScoreOf(vector, stronger);
    }

    [Property]
    public bool No_evidence_raises_a_score(byte vector, byte maturity, byte reachability)
    {
        var risk = RiskScore.Of(VectorAt(vector), new((ExploitMaturity)(maturity % 5), "test"), (ReachableFrom)(reachability % 4));

        return risk.Score <= risk.BaseScore && risk.BaseScore == VectorAt(vector).Score().Base;
    }

    private static double ScoreOf(byte vector, ExploitKnowledge knowledge) =>
        RiskScore.Of(VectorAt(vector), ExploitEvidence.Of(knowledge), ReachableFrom.NotAssessed).Score;

    private static ExploitKnowledge Knowledge(float probability, ExploitMaturity exploit) => new()
    {
        Probability = new("CVE-2024-0001", probability, 0),
        Exploits = exploit == ExploitMaturity.NotAssessed ? [] : [new("CVE-2024-0001", "index", "name", exploit)],
    };

    // some vector of each version
    private static CvssVector VectorAt(byte index)
    {
        char Pick(string values, int shift) => values[(index >> shift) % values.Length];
        return CvssVector.Parse((index % 4) switch
        {
            0 => $"AV:{Pick("NAL", 2)}/AC:{Pick("LMH", 3)}/Au:N/C:{Pick("NPC", 4)}/I:P/A:{Pick("NPC", 5)}",
            1 => $"CVSS:3.0/AV:{Pick("NALP", 2)}/AC:L/PR:{Pick("NLH", 3)}/UI:N/S:{Pick("UC", 4)}/C:{Pick("HLN", 5)}/I:H/A:N",
            2 => $"CVSS:3.1/AV:{Pick("NALP", 2)}/AC:H/PR:{Pick("NLH", 3)}/UI:R/S:{Pick("UC", 4)}/C:{Pick("HLN", 5)}/I:L/A:N",
            _ => $"CVSS:4.0/AV:{Pick("NALP", 2)}/AC:L/AT:N/PR:{Pick("NLH", 3)}/UI:N/VC:{Pick("HLN", 4)}/VI:H/VA:L/SC:{Pick("HLN", 5)}/SI:N/SA:N",
        });
    }

    private static ExploitEvidence EvidenceOf(string cell) => ExploitEvidence.Of(cell.Split(' ') switch
    {
        ["kev"] => new() { Known = new("CVE-2024-0001", new(2024, 1, 1), null, "", InRansomware: false) },
        ["epss", var probability] => new() { Probability = new("CVE-2024-0001", float.Parse(probability, CultureInfo.InvariantCulture), 0) },
        [_, "functional"] => Knowledge(0, ExploitMaturity.Functional),
        [_, "proof"] => Knowledge(0, ExploitMaturity.ProofOfConcept),
        _ => ExploitKnowledge.None,
    });

    private static ReachableFrom ReachabilityOf(string cell) => cell switch
    {
        "internet" => ReachableFrom.Internet,
        "peered" => ReachableFrom.Peered,
        "none" => ReachableFrom.None,
        _ => ReachableFrom.NotAssessed,
    };
}
