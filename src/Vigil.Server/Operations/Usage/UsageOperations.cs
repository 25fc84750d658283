using System.Text.Json;
using Vigil.Domain.Accounts;
using Vigil.Domain.Filters;
using Vigil.Server.Settings;
using Vigil.Server.Wire;
using Vigil.Storage.Queries;

namespace Vigil.Server.Operations.Usage;

/// <summary>How much was scanned this month. It costs nothing, because the installation is the customer's own.</summary>
internal sealed class UsageOperations(CoverageQueries coverage, AccountSettings accounts, Organization organization, PageTokens tokens) : IOperations
{
    private const int LongestPage = 500;

    public IEnumerable<OperationEntry> Entries => [new("ListUsageTotals", Access.Look, List) { NeedsEnablement = true }];

    private void List(Call call, Utf8JsonWriter json)
    {
        var named = call.Input.Member("accountIds") is null ? null : call.Input.Texts("accountIds").ToHashSet(StringComparer.Ordinal);
        var (page, next) = PageTokens.Page(
            organization.VisibleTo(call.Account).Select(account => account.ToString()).Where(account => named is null || named.Contains(account)),
            account => account,
            tokens.Read(call),
            call.Input.OptionalNumber("maxResults") ?? LongestPage);
        json.WriteStartArray("totals");
        foreach (var account in page)
        {
            json.WriteStartObject();
            json.WriteString("accountId", account);
            json.WriteStartArray("usage");
            foreach (var (kind, since) in accounts.Of(AccountId.Parse(account)).Enabled)
            {
                Write(json, AccountId.Parse(account), kind, since, call.At);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        tokens.Write(json, call, next);
    }

    // what is counted by the hour: the resources that are watched now, for the hours of this month in which the scan was on
    private void Write(Utf8JsonWriter json, AccountId account, ScanKind kind, DateTimeOffset since, DateTimeOffset now)
    {
        var month = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero);
        var hours = Math.Floor((now - (since > month ? since : month)).TotalHours);
        var (type, resource, unit) = kind switch
        {
            ScanKind.Ec2 => ("EC2_INSTANCE_HOURS", "AWS_EC2_INSTANCE", hours),
            ScanKind.Ecr => ("ECR_INITIAL_SCAN", "AWS_ECR_CONTAINER_IMAGE", 1),
            ScanKind.Lambda => ("LAMBDA_FUNCTION_HOURS", "AWS_LAMBDA_FUNCTION", hours),
            ScanKind.LambdaCode => ("LAMBDA_FUNCTION_CODE_HOURS", "AWS_LAMBDA_FUNCTION", hours),
            _ => ("CODE_REPOSITORY_SCA", "CODE_REPOSITORY", 1),
        };
        var query = new CoverageQuery
        {
            Accounts = [account],
            Criteria = Criteria.All.With("resourceType", resource).With("scanStatusCode", "ACTIVE").With("scanType", kind == ScanKind.LambdaCode ? "CODE" : "PACKAGE"),
        };
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteNumber("total", coverage.Count(query, CoverageGroup.None).Total * unit);
        json.WriteNumber("estimatedMonthlyCost", 0);
        json.WriteString("currency", "USD");
        json.WriteEndObject();
    }
}
