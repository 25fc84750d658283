using System.Text.Json;
using Vigil.Domain.Accounts;
using Vigil.Server.Identity;
using Vigil.Server.Model;
using Vigil.Tests.Server.Support;

namespace Vigil.Tests.Server.Operations;

/// <summary>What holds for every operation, generated from the model: roles, accounts, valid and broken input.</summary>
public sealed class EveryOperationTests
{
    private static readonly AccountId Other = AccountId.Parse("111122223333");

    private static IEnumerable<ApiOperation> All => ApiModel.Inspector2.Operations.Values.Concat(ApiModel.Vigil.Operations.Values).OrderBy(operation => operation.Name, StringComparer.Ordinal);

    [Fact]
    public async Task Input_that_agrees_with_the_model_is_never_a_fault()
    {
        await using var server = await RunningServer.StartAsync();
        var client = await server.EnabledClientAsync();

        foreach (var operation in All.Where(operation => operation.Name != "Disable"))
        {
            foreach (var all in (bool[])[false, true])
            {
                var answer = await client.CallAsync(operation, SampleInput.Of(operation, all));

                Assert.True(answer.Status < 500, $"{operation.Name} gave {answer.Status}");
            }
        }
    }

    [Fact]
    public async Task Missing_member_is_named()
    {
        await using var server = await RunningServer.StartAsync();
        var client = await server.EnabledClientAsync();

        foreach (var operation in All.Where(operation => operation.Input.Any(member => member is { IsRequired: true, Place: not Place.Uri })))
        {
            var missing = operation.Input.First(member => member is { IsRequired: true, Place: not Place.Uri });
            var input = SampleInput.Of(operation).EnumerateObject().Where(member => member.Name != missing.Name).ToDictionary(member => member.Name, member => member.Value);

            var answer = await client.CallAsync(operation, JsonSerializer.SerializeToElement(input));

            Assert.Equal((400, "ValidationException", "FIELD_VALIDATION_FAILED"), (answer.Status, answer.Error, answer.Body.GetProperty("reason").GetString()));
            Assert.Equal(missing.Name, answer.Body.GetProperty("fields")[0].GetProperty("name").GetString());
        }
    }

    [Fact]
    public async Task Null_is_the_same_as_absent_and_unknown_members_are_ignored()
    {
        await using var server = await RunningServer.StartAsync();
        var client = await server.EnabledClientAsync();

        var answer = await client.CallAsync("ListFindings", new { maxResults = (int?)null, filterCriteria = (object?)null, somethingNew = new { a = 1 } });

        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task Reader_changes_nothing_and_scanner_sees_nothing()
    {
        await using var server = await RunningServer.StartAsync();
        await server.EnabledClientAsync();
        var (reader, scanner) = (server.Client(RunningServer.Management, Role.Reader), server.Client(RunningServer.Management, Role.Scanner));

        foreach (var operation in All.Where(operation => operation.Name != "EnrolHost")) // whose token says who may
        {
            var input = SampleInput.Of(operation);
            var isLook = operation.Name is "ScanSbom" or "SearchVulnerabilities"
                || operation.Name.StartsWith("List", StringComparison.Ordinal) || operation.Name.StartsWith("Get", StringComparison.Ordinal)
                || operation.Name.StartsWith("BatchGet", StringComparison.Ordinal) || operation.Name.StartsWith("Describe", StringComparison.Ordinal);
            var isSubmission = operation.Name is "SubmitInventory" or "SubmitSbom" or "SubmitFunction" or "ReportHost" || operation.Name.Contains("CisSession", StringComparison.Ordinal);

            Assert.Equal(!isLook, IsForbidden(await reader.CallAsync(operation, input)));
            Assert.Equal(!isSubmission, IsForbidden(await scanner.CallAsync(operation, input)));
        }

        static bool IsForbidden(Answer answer) => answer.Error == "AccessDeniedException" && answer.Message.Contains("has the role", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_of_an_account_reaches_another()
    {
        await using var server = await RunningServer.StartAsync();
        var (mine, theirs) = (await server.EnabledClientAsync(), await server.EnabledClientAsync(Other));
        var resource = await Submissions.SubmitMachineAsync(mine, "secret-machine");
        var arn = (await mine.CallAsync("ListFindings")).Body.GetProperty("findings")[0].GetProperty("findingArn").GetString()!;
        var filter = (await mine.CallAsync("CreateFilter", new { name = "secret-filter", action = "NONE", filterCriteria = new { } })).Body.GetProperty("arn").GetString()!;

        foreach (var operation in All)
        {
            var text = JsonSerializer.Serialize(SampleInput.Of(operation, all: true))
                .Replace($"arn:aws:inspector2:us-east-1:000000000001:finding/{new string('0', 32)}", arn, StringComparison.Ordinal);
            var answer = await theirs.CallAsync(operation, JsonDocument.Parse(text).RootElement);

            var said = answer.Body.GetRawText();
            Assert.DoesNotContain(resource, said, StringComparison.Ordinal);
            Assert.DoesNotContain("secret-", said, StringComparison.Ordinal);
        }

        Assert.Equal("ResourceNotFoundException", (await theirs.CallAsync("ListTagsForResource", new { resourceArn = filter })).Error);
        Assert.Equal("ResourceNotFoundException", (await theirs.CallAsync("DeleteFilter", new { arn = filter })).Error);
        Assert.Single((await mine.CallAsync("ListFilters")).Body.GetProperty("filters").EnumerateArray());
    }

    [Fact]
    public async Task Broken_input_is_refused_and_never_a_fault()
    {
        await using var server = await RunningServer.StartAsync();
        var client = await server.EnabledClientAsync();
        var random = new Random(20261124);

        foreach (var operation in All)
        {
            var sample = JsonSerializer.SerializeToUtf8Bytes(SampleInput.Of(operation, all: true));
            for (var round = 0; round < 6; round++)
            {
                var body = Broken(sample, random);
                using var request = client.Request(operation.Method, operation.Path.Split('{')[0] + (operation.Path.Contains('{', StringComparison.Ordinal) ? "arn%3A%00%2F" : ""), body, operation.Service);

                var answer = await SignedClient.SendAsync(request);

                Assert.True(answer.Status is not (>= 500), $"{operation.Name} gave {answer.Status} for {System.Text.Encoding.Latin1.GetString(body)}");
            }
        }
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("\"text\"")]
    [InlineData("{\"nextToken\":\"\\ud800\"}")]
    public async Task Body_that_is_no_object_cannot_be_parsed(string body)
    {
        await using var server = await RunningServer.StartAsync();
        var client = await server.EnabledClientAsync();
        using var request = client.Request("POST", "/findings/list", System.Text.Encoding.UTF8.GetBytes(body));

        var answer = await SignedClient.SendAsync(request);

        Assert.Equal((400, "CANNOT_PARSE"), (answer.Status, answer.Body.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task Missing_body_is_an_empty_object()
    {
        await using var server = await RunningServer.StartAsync();
        var client = await server.EnabledClientAsync();
        using var request = client.Request("POST", "/configuration/get", []);

        var answer = await SignedClient.SendAsync(request);

        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task Unknown_path_is_an_unknown_operation()
    {
        await using var server = await RunningServer.StartAsync();
        using var request = server.Client().Request("POST", "/findings/lists", []);

        var answer = await SignedClient.SendAsync(request);

        Assert.Equal((404, "UnknownOperationException"), (answer.Status, answer.Error));
    }

    private static byte[] Broken(byte[] sample, Random random)
    {
        var body = sample.ToArray();
        switch (random.Next(3))
        {
            case 0 when body.Length > 2:
                return body[..random.Next(body.Length)];
            case 1:
                foreach (var _ in Enumerable.Range(0, 3))
                {
                    body[random.Next(body.Length)] = (byte)random.Next(256);
                }

                return body;
            default:
                var text = System.Text.Encoding.UTF8.GetString(body);
                string[] words = ["null", "-1", "1e400", "[]", "{}", "true", "\"\\u0000\"", "99999999999999999999"];
                var at = text.IndexOf(':', random.Next(text.Length));
                return System.Text.Encoding.UTF8.GetBytes(at < 0 ? text : $"{text[..(at + 1)]}{words[random.Next(words.Length)]}{text[(at + 1)..]}");
        }
    }
}
