using System.Net.Http.Headers;
using Vigil.Storage.Queries;

namespace Vigil.Server.Deliveries.Webhooks;

/// <summary>One CloudEvent a request, signed. A receiver that says 400, 413 or 422 has refused that one; anything else that is no success is tried again.</summary>
internal sealed class WebhookDelivery(IHttpClientFactory clients, TimeProvider clock) : IDelivery
{
    public DestinationKind Kind => DestinationKind.Webhook;

    public int MostPerCall => 100;

    public async Task<IReadOnlyList<Receipt>> SendAsync(OpenDestination address, IReadOnlyList<FeedEntry> entries, CancellationToken cancellation)
    {
        using var client = clients.CreateClient(nameof(Deliveries));
        var receipts = new List<Receipt>();
        foreach (var entry in entries)
        {
            try
            {
                receipts.Add(await PostAsync(client, address, entry, cancellation));
            }
            catch (Exception fault) when (receipts.Count > 0 && fault is DeliveryException or HttpRequestException)
            {
                // what was taken is not sent again, and what follows waits for its turn
                receipts.AddRange(Enumerable.Repeat(new Receipt(Fate.Owed, fault.Message), entries.Count - receipts.Count));
                break;
            }
        }

        return receipts;
    }

    private async Task<Receipt> PostAsync(HttpClient client, OpenDestination address, FeedEntry entry, CancellationToken cancellation)
    {
        var body = CloudEventJson.Write(address, entry);
        using var request = new HttpRequestMessage(HttpMethod.Post, address.Setup.Address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/cloudevents+json", "utf-8");
        foreach (var (name, value) in WebhookSignature.HeadersOf(DeliveryId.Of(address, entry.Number).ToString(), clock.GetUtcNow(), body, address.Secret))
        {
            request.Headers.Add(name, value);
        }

        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (HttpAnswers.RefusesMessage(answer.StatusCode))
        {
            return new Receipt(Fate.Refused, $"It answered {(int)answer.StatusCode} {answer.ReasonPhrase}.");
        }

        HttpAnswers.RequireSuccess(answer);
        return Receipt.Delivered;
    }
}
