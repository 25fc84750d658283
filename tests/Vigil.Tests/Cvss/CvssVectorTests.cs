using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Vigil.Domain.Cvss;
using Vigil.Domain.Cvss.V2;
using Vigil.Domain.Cvss.V3;
using Vigil.Domain.Cvss.V4;

namespace Vigil.Tests.Cvss;

public sealed class CvssVectorTests
{
    private static readonly MetricGrammar[] Grammars = [Cvss2.Grammar, Cvss3.Grammar30, Cvss3.Grammar31, Cvss4.Grammar];

    // Each metric with a value drawn for it; an optional one may say that it is not defined.
    private static readonly Gen<string> AnyVector =
        from grammar in Gen.Elements(Grammars)
        from picks in Gen.Choose(0, int.MaxValue - 1).ListOf(grammar.Metrics.Length)
        select grammar.Prefix + string.Join('/', grammar.Metrics.Zip(picks, ValueOf));

    [Theory]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N", 7.5, CvssRating.High)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", 10.0, CvssRating.Critical)]
    [InlineData("CVSS:3.0/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H", 7.8, CvssRating.High)]
    [InlineData("CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:U/C:N/I:N/A:N", 0.0, CvssRating.None)]
    [InlineData("AV:N/AC:L/Au:N/C:C/I:C/A:C", 10.0, CvssRating.High)]
    [InlineData("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 9.3, CvssRating.Critical)]
    [InlineData("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N", 0.0, CvssRating.None)]
    public void Known_vectors_have_their_published_scores(string text, double score, CvssRating rating)
    {
        var vector = CvssVector.Parse(text);

        Assert.Equal(score, vector.Score().Overall);
        Assert.Equal(rating, vector.Rating);
    }

    [Theory]
    [InlineData("")]
    [InlineData("CVSS:3.1")]
    [InlineData("CVSS:3.1/")]
    [InlineData("CVSS:3.2/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N")]
    [InlineData("AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N")]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N")]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N/AV:N")]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N/")]
    [InlineData("CVSS:3.1/AV:X/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N")]
    [InlineData("CVSS:3.1/av:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N")]
    [InlineData("CVSS:2.0/AV:N/AC:L/Au:N/C:N/I:N/A:C")]
    [InlineData("AV:N/AC:L/Au:N/A:C/I:N/C:N")]
    [InlineData("AV:N/AC:L/Au:N/C:N/I:N/A:C/E:F")]
    [InlineData("CVSS:4.0/AC:L/AV:N/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N")]
    [InlineData("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/E:A/SA:N")]
    [InlineData("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:S/SA:N")]
    public void Vector_that_breaks_a_rule_is_refused_with_a_reason(string text)
    {
        Assert.False(CvssVector.TryParse(text, out _, out var error));
        Assert.NotEmpty(error);
    }

    [Fact]
    public void Order_is_free_in_version_3_and_canonical_in_text()
    {
        var vector = CvssVector.Parse("CVSS:3.1/I:L/UI:N/AC:H/C:H/AV:N/A:L/PR:L/S:U/E:X");

        Assert.Equal("CVSS:3.1/AV:N/AC:H/PR:L/UI:N/S:U/C:H/I:L/A:L", vector.ToString());
    }

    [Theory]
    [InlineData("", "CVSS-B")]
    [InlineData("/E:X/S:P", "CVSS-B")]
    [InlineData("/E:U", "CVSS-BT")]
    [InlineData("/MSA:S", "CVSS-BE")]
    [InlineData("/CR:L/E:A", "CVSS-BTE")]
    public void Nomenclature_names_the_groups_that_are_defined(string metrics, string expected)
    {
        var vector = CvssVector.Parse("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N" + metrics);

        Assert.Equal(expected, vector.Nomenclature);
    }

    [Theory]
    [InlineData(CvssVersion.V20)]
    [InlineData(CvssVersion.V30)]
    [InlineData(CvssVersion.V31)]
    [InlineData(CvssVersion.V40)]
    public void Scoring_allocates_nothing(CvssVersion version)
    {
        var grammar = Grammars[(int)version];
        var vector = CvssVector.Parse(grammar.Prefix + string.Join('/', grammar.Metrics.Select(metric => ValueOf(metric, 1))));
        var sum = vector.Score().Overall;
        var before = GC.GetAllocatedBytesForCurrentThread();

        sum += vector.Score().Overall;

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.True(sum > 0);
    }

    [Property]
    public Property Formatted_vector_reads_back_as_itself() => ForAnyVector(vector =>
    {
        Assert.Equal(vector, CvssVector.Parse(vector.ToString()));
        Assert.Equal(vector.ToString(), CvssVector.Parse(vector.ToString()).ToString());
    });

    [Fact]
    public void Low_requirements_bring_no_score_below_zero() =>
        Assert.Equal(0, CvssVector.Parse("AV:L/AC:H/Au:M/C:N/I:P/A:N/E:POC/RL:ND/RC:UR/CDP:N/TD:ND/CR:L/IR:L/AR:ND").Score().Environmental);

    [Property]
    public Property Scores_stay_between_0_and_10_and_time_lowers_them() => ForAnyVector(vector =>
    {
        var scores = vector.Score();

        Assert.All((double[])[scores.Base, scores.Temporal ?? 0, scores.Environmental ?? 0], score =>
        {
            Assert.InRange(score, 0, 10);
            Assert.Equal(Math.Round(score, 1), score);
        });
        Assert.True((scores.Temporal ?? 0) <= scores.Base);
    });

    [Property]
    public void Any_text_is_read_or_refused_with_a_reason(string? text)
    {
        foreach (var prefix in (string[])["", "AV:", "CVSS:3.1/", "CVSS:4.0/AV:N/"])
        {
            var parsed = CvssVector.TryParse(prefix + text, out _, out var error);

            Assert.Equal(parsed, error is null);
        }
    }

    private static string ValueOf(Metric metric, int pick)
    {
        var values = metric.NotDefined.Length > 0 ? [.. metric.Values, metric.NotDefined] : metric.Values;
        return $"{metric.Name}:{values[pick % values.Length]}";
    }

    private static Property ForAnyVector(Action<CvssVector> check) => Prop.ForAll(AnyVector.ToArbitrary(), text => check(CvssVector.Parse(text)));
}
