using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Vigil.Tests.Support;

namespace Vigil.Tests.Server.Sources;

public sealed class BucketSourceTests
{
    private const string Prefix = "arn:aws:lambda:us-east-1:000000000001:function:";

    private readonly Dictionary<string, byte[]> _objects = new(StringComparer.Ordinal);

    [Fact]
    public async Task Functions_of_a_bucket_are_scanned_page_by_page_and_gone_when_they_go()
    {
        await using var service = await StartServiceAsync();
        _objects["prod/greet.zip"] = Package("requests", "2.5.0");
        _objects["prod/greet.json"] = """{"runtime":"python3.11","layers":["base.layers/1.zip"]}"""u8.ToArray();
        _objects["prod/base.layers/1.zip"] = Package("urllib3", "1.0");
        _objects["prod/other/12.zip"] = Package("requests", "2.6.0");
        _objects["elsewhere.zip"] = Package("requests", "2.6.0");
        await using var bench = await SourceBench.StartAsync();

        await bench.PutAsync(new { name = "lambdas", kind = "FUNCTION_BUCKET", address = service.Urls.Single(), bucket = "code", prefix = "prod/", user = "key", secret = "secret" });
        Assert.Equal(new[] { $"{Prefix}greet:$LATEST", $"{Prefix}other:12" }, (await bench.CoverageAsync()).Keys.Order(StringComparer.Ordinal));
        Assert.All((await bench.CoverageAsync()).Values, reason => Assert.Equal("SUCCESSFUL", reason));
        _objects.Remove("prod/other/12.zip");
        await bench.LaterAsync();

        Assert.Equal("RESOURCE_TERMINATED", (await bench.CoverageAsync())[$"{Prefix}other:12"]);
    }

    [Fact]
    public async Task Bucket_that_is_not_there_is_told()
    {
        await using var service = await StartServiceAsync();
        await using var bench = await SourceBench.StartAsync();

        await bench.PutAsync(new { name = "lambdas", kind = "FUNCTION_BUCKET", address = service.Urls.Single(), bucket = "missing" });

        Assert.Contains("missing", (await bench.SourceAsync()).GetProperty("lastError").GetString(), StringComparison.Ordinal);
    }

    private static byte[] Package(string name, string version) => new ZipBuilder().Add($"{name}-{version}.dist-info/METADATA", $"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n").Build();

    private async Task<WebApplication> StartServiceAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var service = builder.Build();
        service.Run(AnswerAsync);
        await service.StartAsync(TestContext.Current.CancellationToken);
        return service;
    }

    // lists in pages of two
    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (path.TrimEnd('/') == "/code")
        {
            var after = context.Request.Query["continuation-token"].ToString();
            var names = _objects.Keys.Where(name => name.StartsWith(context.Request.Query["prefix"].ToString(), StringComparison.Ordinal) && string.CompareOrdinal(name, after) > 0).Order(StringComparer.Ordinal).ToList();
            var page = names.Take(2).ToList();
            var contents = string.Concat(page.Select(name => $"<Contents><Key>{name}</Key><ETag>\"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(_objects[name]))}\"</ETag><Size>{_objects[name].Length}</Size></Contents>"));
            context.Response.ContentType = "application/xml";
            await context.Response.WriteAsync(
                $"""<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>code</Name><IsTruncated>{(names.Count > 2 ? "true" : "false")}</IsTruncated>{contents}{(names.Count > 2 ? $"<NextContinuationToken>{page[^1]}</NextContinuationToken>" : "")}</ListBucketResult>""");
        }
        else if (path.StartsWith("/code/", StringComparison.Ordinal) && _objects.TryGetValue(path["/code/".Length..], out var content))
        {
            context.Response.ContentLength = content.Length;
            await context.Response.Body.WriteAsync(content);
        }
        else
        {
            context.Response.StatusCode = 404;
            await context.Response.WriteAsync("""<?xml version="1.0" encoding="UTF-8"?><Error><Code>NoSuchBucket</Code><Message>The bucket missing does not exist</Message></Error>""");
        }
    }
}
