using System.Text.Json;
using System.Text.RegularExpressions;
using Vigil.Tests.Support;

namespace Vigil.EndToEnd;

/// <summary>Holds <c>docs/formats/scan-json.md</c> to what is printed.</summary>
public sealed partial class DocumentedJsonTests : IDisposable
{
    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Theory]
    [InlineData("scan")]
    [InlineData("inventory")]
    public async Task Every_member_printed_is_documented(string verb)
    {
        var image = _work.DemoImage();

        var run = await VigilProcess.RunAsync(verb, "image", image, "--format", "json");

        using var json = JsonDocument.Parse(run.Output);
        var documented = Name().Matches(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs/formats/scan-json.md"), TestContext.Current.CancellationToken))
            .Select(match => match.Groups["name"].Value)
            .ToHashSet(StringComparer.Ordinal);
        Assert.Subset(documented, Members(json.RootElement).ToHashSet(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Members(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Members(member.Value).Prepend(member.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Members),
        _ => [],
    };

    [GeneratedRegex(@"`(?<name>\w+)(\[\])?`", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
