using System.Text.Json;
using Vigil.Server.Model;

namespace Vigil.Tests.Server.Model;

public sealed class ValidationTests
{
    [Theory]
    [InlineData("""{"maxResults":0}""", "maxResults")]
    [InlineData("""{"maxResults":101}""", "maxResults")]
    [InlineData("""{"maxResults":1.5}""", "maxResults")]
    [InlineData("""{"maxResults":"5"}""", "maxResults")]
    [InlineData("""{"filterCriteria":{"severity":[]}}""", "filterCriteria.severity")]
    [InlineData("""{"filterCriteria":{"severity":[{"comparison":"EQUALS"}]}}""", "filterCriteria.severity[0].value")]
    [InlineData("""{"filterCriteria":{"severity":[{"comparison":"LIKE","value":"x"}]}}""", "filterCriteria.severity[0].comparison")]
    [InlineData("""{"filterCriteria":{"updatedAt":[{"startInclusive":"2026-01-01"}]}}""", "filterCriteria.updatedAt[0].startInclusive")]
    [InlineData("""{"filterCriteria":{"portRange":[{"beginInclusive":65536}]}}""", "filterCriteria.portRange[0].beginInclusive")]
    [InlineData("""{"sortCriteria":{"field":"SEVERITY"}}""", "sortCriteria.sortOrder")]
    public void Wrong_member_of_ListFindings_is_named(string input, string member)
    {
        var validation = new Validation();

        validation.CheckMembers(ApiModel.Inspector2.Operations["ListFindings"].Input, JsonDocument.Parse(input).RootElement, "");

        Assert.Equal(member, Assert.Single(validation.Faults).Member);
    }

    [Theory]
    [InlineData("CreateCisScanConfiguration", "schedule", """{"daily":{"startTime":{"timeOfDay":"10:00","timezone":"UTC"}},"oneTime":{}}""")]
    [InlineData("CreateCisScanConfiguration", "schedule", "{}")]
    public void Union_has_exactly_one_member(string operation, string member, string value)
    {
        var validation = new Validation();

        validation.Check(ApiModel.Inspector2.Operations[operation].Input.Single(one => one.Name == member).Shape, JsonDocument.Parse(value).RootElement, member);

        Assert.Contains(validation.Faults, fault => fault.Member == member && fault.Message.Contains("exactly one", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("000000000001", true)]
    [InlineData("x000000000001", false)]
    [InlineData("000000000001\n", false)]
    public void Pattern_is_about_the_whole_text(string account, bool isValid)
    {
        var validation = new Validation();

        validation.Check(ApiModel.Inspector2["AccountId"], JsonSerializer.SerializeToElement(account), "accountId");

        Assert.Equal(isValid, validation.Faults.IsEmpty);
    }

    [Fact]
    public void Strict_check_refuses_unknown_members_and_null()
    {
        var (lenient, strict) = (new Validation(), new Validation(isStrict: true));
        var answer = JsonDocument.Parse("""{"accountId":"000000000001","more":1}""").RootElement;
        var members = ApiModel.Inspector2.Operations["AssociateMember"].Output.Members;

        lenient.CheckMembers(members, answer, "");
        strict.CheckMembers(members, answer, "");

        Assert.Empty(lenient.Faults);
        Assert.Equal("more", Assert.Single(strict.Faults).Member);
    }

    [Fact]
    public void Faults_are_bounded()
    {
        var validation = new Validation();
        var input = JsonSerializer.SerializeToElement(new { accountIds = Enumerable.Repeat("x", 100) });

        validation.CheckMembers(ApiModel.Inspector2.Operations["BatchGetAccountStatus"].Input, input, "");

        Assert.Equal(20, validation.Faults.Length);
    }
}
