using System.Text;
using System.Text.Json;
using Vigil.Advisories.Compilation;
using Vigil.Domain.Diagnostics;

namespace Vigil.Advisories.Feeds.Osv;

/// <summary>Reads the entries of an <c>all.zip</c>, one at a time, save those of which a newer record was read before.</summary>
internal sealed class OsvArchive(SourceIntake source, OsvAdvisoryReader reader)
{
    private readonly Utf8Pool _ids = new();
    private readonly Utf8Pool _changes = new();
    private byte[] _buffer = new byte[1 << 17];

    /// <summary>Reads a record that is newer than the archive.</summary>
    public void ReadChange(string name, Stream stream)
    {
        using (stream)
        {
            _changes.Add(name);
            Read(name, stream.Length, () => stream);
        }
    }

    /// <summary>Reads the archive to its end.</summary>
    /// <exception cref="InvalidDataException">Not a whole zip archive.</exception>
    public void Read(Stream stream, CancellationToken cancellation)
    {
        using var archive = stream;
        for (var entries = new ZipDirectory(archive); entries.MoveNext();)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!entries.Name.EndsWith(".json"u8) || _changes.Find(entries.Name) >= 0)
            {
                continue;
            }

            if (source.TryRecall(entries.Name, entries.Checksum, entries.Length, out var known) && _ids.TryAdd(known.Id))
            {
                source.Keep(known);
            }
            else
            {
                Read(Encoding.UTF8.GetString(entries.Name), entries.Length, entries.Open);
            }
        }
    }

    private void Read(string name, long length, Func<Stream> open)
    {
        if (length > source.Limits.MaxEntryBytes)
        {
            source.Reject(name, FeedCodes.EntryTooLarge, $"The entry has {length} bytes; the limit is {source.Limits.MaxEntryBytes}.");
            return;
        }

        try
        {
            Accept(name, Load((int)length, open));
        }
        catch (Exception ex) when (ex is JsonException or FormatException or InvalidOperationException or InvalidDataException)
        {
            source.Reject(name, FeedCodes.EntryUnreadable, ex.Message);
        }
    }

    private ReadOnlySpan<byte> Load(int length, Func<Stream> open)
    {
        if (_buffer.Length <= length)
        {
            _buffer = new byte[length + (length / 2) + 1];
        }

        using var content = open();
        var read = content.ReadAtLeast(_buffer.AsSpan(0, length + 1), length + 1, throwOnEndOfStream: false);
        return read == length ? _buffer.AsSpan(0, length) : throw new InvalidDataException($"The entry has not the {length} bytes that it states.");
    }

    private void Accept(string name, ReadOnlySpan<byte> json)
    {
        var advisory = reader.Read(json);
        if (!_ids.TryAdd(Encoding.UTF8.GetBytes(advisory.Id)))
        {
            source.Reject(name, FeedCodes.EntryRepeated, $"The id {Quote.Of(advisory.Id)} was stated before in this source.");
            return;
        }

        source.Accept(advisory);
        foreach (var unusable in reader.Unusable)
        {
            source.Note(advisory.Id, unusable);
        }
    }
}
