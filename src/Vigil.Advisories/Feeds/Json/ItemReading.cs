using System.Text.Json;

namespace Vigil.Advisories.Feeds.Json;

/// <summary>Reads a document that is one array of entries.</summary>
internal static class ItemReading
{
    /// <summary>Reads an item; the position is its place in the array.</summary>
    public delegate void ReadItem(ReadOnlySpan<byte> item, int position);

    /// <summary>Reads every item of an array; what one of them cannot be read for is a reject, what breaks the document ends it.</summary>
    public static void ReadItems(this SourceIntake source, Stream stream, string member, ReadItem read, CancellationToken cancellation)
    {
        try
        {
            var items = new JsonItemStream(stream, source.Limits.MaxEntryBytes);
            items.Enter(member);
            for (var position = 0; items.TryNext(out var item); position++)
            {
                cancellation.ThrowIfCancellationRequested();
                try
                {
                    read(item, position);
                }
                catch (Exception ex) when (ex is JsonException or FormatException or InvalidOperationException)
                {
                    source.Reject($"{member}[{position}]", FeedCodes.EntryUnreadable, ex.Message);
                }
            }

            foreach (var name in (ReadOnlySpan<string>)["dateReleased", "timestamp"])
            {
                if (items.Header.TryGetValue(name, out var text) && Times.TryParse(text, out var time))
                {
                    source.IsAsOf(time);
                }
            }
        }
        catch (JsonException ex)
        {
            throw new FormatException(ex.Message, ex);
        }
    }
}
