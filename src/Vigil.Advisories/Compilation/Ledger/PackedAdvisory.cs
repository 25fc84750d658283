using System.Collections.Immutable;
using Vigil.Advisories.Store;
using Vigil.Domain.Advisories;

namespace Vigil.Advisories.Compilation.Ledger;

/// <summary>A record as it came from its feed, with its packages, in bytes.</summary>
internal static class PackedAdvisory
{
    public static void Write(Advisory advisory, ByteWriter writer)
    {
        RecordCodec.Write(advisory, writer);
        writer.Number(advisory.Affected.Count);
        foreach (var affected in advisory.Affected)
        {
            writer.Text(affected.Key.Ecosystem);
            writer.Text(affected.Key.Release);
            writer.Text(affected.Key.Name);
            writer.Byte((byte)((int)affected.State | (affected.NamesSource ? AffectedRow.SourceFlag : 0)));
            writer.Text(affected.Scheme);
            writer.Text(affected.ModuleStream);
            writer.Text(affected.SeverityLabel);
            RecordCodec.WriteTexts(writer, affected.Versions);
            RecordCodec.WriteTexts(writer, affected.Arches);
            RecordCodec.WriteTexts(writer, affected.Repositories);
            writer.Number(affected.Ranges.Count);
            foreach (var range in affected.Ranges)
            {
                writer.Text(range.Introduced);
                writer.Text(range.Fixed);
                writer.Text(range.LastAffected);
            }
        }
    }

    /// <exception cref="StoreFormatException">The bytes are damaged.</exception>
    public static Advisory Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes);
        var advisory = RecordCodec.Read(ref reader);
        var affected = ImmutableArray.CreateBuilder<AffectedPackage>(reader.ReadCount());
        while (affected.Count < affected.Capacity)
        {
            affected.Add(ReadAffected(ref reader));
        }

        return advisory with { Affected = affected.MoveToImmutable() };
    }

    /// <summary>Marks the keys of the packages, reading nothing else.</summary>
    /// <param name="packages">What stands behind the record itself.</param>
    /// <param name="store">Has keys.</param>
    /// <param name="marks">One for each of them.</param>
    /// <exception cref="StoreFormatException">The bytes are damaged.</exception>
    public static void MarkKeys(ReadOnlySpan<byte> packages, AdvisoryStore store, bool[] marks)
    {
        var reader = new ByteReader(packages);
        for (var affected = reader.ReadCount(); affected > 0; affected--)
        {
            if (CarriedKeys.Find(store, reader.ReadBlob(), reader.ReadBlob(), reader.ReadBlob()) is >= 0 and var key)
            {
                marks[key] = true;
            }

            reader.ReadByte();
            RecordCodec.SkipTexts(ref reader, 3);
            for (var lists = 3; lists > 0; lists--)
            {
                RecordCodec.SkipTexts(ref reader, reader.ReadCount());
            }

            RecordCodec.SkipTexts(ref reader, 3 * reader.ReadCount());
        }
    }

    /// <summary>Digest of an id and a source; see <see cref="RecordPlace.Key"/>.</summary>
    public static uint KeyOf(string id, string source)
    {
        var writer = new ByteWriter();
        writer.Text(id);
        writer.Text(source);
        return StoreFile.Checksum(0, writer.Written);
    }

    private static AffectedPackage ReadAffected(ref ByteReader reader)
    {
        var key = new AdvisoryKey(reader.ReadText(), reader.ReadText(), reader.ReadText());
        var flags = reader.ReadByte();
        return new AffectedPackage
        {
            Key = key,
            State = (VendorState)(flags & AffectedRow.StateMask),
            NamesSource = (flags & AffectedRow.SourceFlag) != 0,
            Scheme = reader.ReadText(),
            ModuleStream = reader.ReadText(),
            SeverityLabel = reader.ReadText(),
            Versions = RecordCodec.ReadTexts(ref reader),
            Arches = RecordCodec.ReadTexts(ref reader),
            Repositories = RecordCodec.ReadTexts(ref reader),
            Ranges = ReadRanges(ref reader),
        };
    }

    private static ImmutableArray<VersionRange> ReadRanges(ref ByteReader reader)
    {
        var ranges = ImmutableArray.CreateBuilder<VersionRange>(reader.ReadCount());
        while (ranges.Count < ranges.Capacity)
        {
            ranges.Add(new VersionRange(reader.ReadText(), reader.ReadText(), reader.ReadText()));
        }

        return ranges.MoveToImmutable();
    }
}
