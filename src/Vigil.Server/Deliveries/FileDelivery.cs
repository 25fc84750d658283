using Microsoft.Extensions.Options;
using Vigil.Server.Deliveries.Webhooks;
using Vigil.Server.Hosting;
using Vigil.Storage.Queries;

namespace Vigil.Server.Deliveries;

/// <summary>CloudEvents in a file below the data directory, one a line: for whatever reads files.</summary>
internal sealed class FileDelivery(IOptions<ServerOptions> options) : IDelivery
{
    public DestinationKind Kind => DestinationKind.File;

    public int MostPerCall => 100;

    public async Task<IReadOnlyList<Receipt>> SendAsync(OpenDestination address, IReadOnlyList<FeedEntry> entries, CancellationToken cancellation)
    {
        try
        {
            var path = Path.Combine(options.Value.Data, "deliveries", $"{address.Account}-{address.Name}.jsonl");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
            using var lines = new MemoryStream();
            foreach (var entry in entries)
            {
                lines.Write(CloudEventJson.Write(address, entry));
                lines.WriteByte((byte)'\n');
            }

            await file.WriteAsync(lines.ToArray(), cancellation);
            file.Flush(flushToDisk: true);
            return [.. entries.Select(_ => Receipt.Delivered)];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new DeliveryException(fault.Message, fault);
        }
    }
}
