using System.Text;
using System.Text.Json;
using Vigil.Domain.Findings;
using Vigil.Domain.Findings.LifeCycle;
using Vigil.Storage.Queries;

namespace Vigil.Server.Deliveries.Webhooks;

/// <summary>An incoming webhook of Slack, and of Mattermost and others that take the same: one message of lines for what was opened, re-opened and closed.</summary>
internal sealed class SlackDelivery(IHttpClientFactory clients) : IDelivery
{
    private const int MostLines = 20;

    public DestinationKind Kind => DestinationKind.Slack;

    public int MostPerCall => 200;

    public async Task<IReadOnlyList<Receipt>> SendAsync(OpenDestination address, IReadOnlyList<FeedEntry> entries, CancellationToken cancellation)
    {
        var told = entries.OfType<FeedEntry.OfFinding>().Where(change => change.Change.Event is FindingEvent.Opened or FindingEvent.Reopened or FindingEvent.Closed).ToList();
        if (told.Count > 0)
        {
            using var client = clients.CreateClient(nameof(Deliveries));
            using var content = new StringContent($$"""{"text":{{JsonSerializer.Serialize(TextOf(told))}}}""", Encoding.UTF8, "application/json");
            using var answer = await client.PostAsync(new Uri(address.Setup.Address), content, cancellation);
            HttpAnswers.RequireSuccess(answer);
        }

        return [.. entries.Select(_ => Receipt.Delivered)];
    }

    private static string TextOf(List<FeedEntry.OfFinding> told)
    {
        var text = new StringBuilder();
        foreach (var change in told.Take(MostLines))
        {
            text.Append(Escaped(
                $"{change.Change.Event} {FindingWords.Severity[change.Finding.Content.Severity]} {change.Finding.Content.Title} on {change.Finding.Resource.Id}")).Append('\n');
        }

        return told.Count > MostLines ? text.Append("… and ").Append(told.Count - MostLines).Append(" more").ToString() : text.ToString().TrimEnd('\n');
    }

    // the three characters that mean something in a message
    private static string Escaped(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);
}
