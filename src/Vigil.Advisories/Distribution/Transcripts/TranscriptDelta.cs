using System.Buffers.Binary;
using System.Security.Cryptography;
using Vigil.Advisories.Store;

namespace Vigil.Advisories.Distribution.Transcripts;

/// <summary>
/// The way from one transcript to another: again and again, a run of records of the old one (their number and where they begin), then new records
/// (their number and each).
/// </summary>
internal static class TranscriptDelta
{
    /// <summary>Computes the way, in memory of some forty bytes a record.</summary>
    public static void Write(Transcript before, Transcript after, Stream output)
    {
        var old = Hashes(before);
        var places = new Dictionary<ulong, int>(old.Length);
        for (var record = old.Length - 1; record >= 0; record--)
        {
            places[old[record]] = record;
        }

        var step = new ByteWriter();
        var inserted = new ByteWriter();
        var (start, copied, insertions) = (0, 0, 0);
        for (var records = after.Read(); !records.AtEnd;)
        {
            var record = records.Next();
            var hash = Hash(record);
            var next = start + copied;
            if (insertions == 0 && next < old.Length && old[next] == hash)
            {
                copied++;
                continue;
            }

            // after an edit the old transcript goes on one record later
            var place = insertions > 0 && next + insertions < old.Length && old[next + insertions] == hash ? next + insertions : places.GetValueOrDefault(hash, -1);
            if (place < 0)
            {
                inserted.Blob(record);
                insertions++;
                continue;
            }

            Close();
            (start, copied) = (place, 1);
        }

        Close();

        void Close()
        {
            step.Truncate();
            step.Number(copied);
            step.Number(start);
            step.Number(insertions);
            output.Write(step.Written);
            output.Write(inserted.Written);
            inserted.Truncate();
            insertions = 0;
        }
    }

    /// <summary>Goes the way.</summary>
    /// <exception cref="StoreFormatException">It is damaged, or one of another transcript.</exception>
    public static void Apply(Transcript before, ReadOnlySpan<byte> delta, Transcript after)
    {
        for (var reader = new ByteReader(delta); !reader.AtEnd;)
        {
            var copied = reader.ReadNumber();
            after.Append(before, reader.ReadNumber(), copied);
            for (var insertions = reader.ReadCount(); insertions > 0; insertions--)
            {
                after.Append(reader.ReadBlob());
            }
        }
    }

    private static ulong[] Hashes(Transcript transcript)
    {
        var hashes = new ulong[transcript.Count];
        var records = transcript.Read();
        for (var record = 0; record < hashes.Length; record++)
        {
            hashes[record] = Hash(records.Next());
        }

        return hashes;
    }

    // a collision would make a false delta, which the content id of its result betrays before it is published
    private static ulong Hash(ReadOnlySpan<byte> record)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(record, hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }
}
