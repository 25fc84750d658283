using System.Collections.Immutable;
using Vigil.Advisories.Feeds;
using Vigil.Advisories.Store;
using Vigil.Domain.Diagnostics;

namespace Vigil.Advisories.Compilation.Ledger;

/// <summary>What a source gave, and where its records are.</summary>
/// <param name="Report">How it went.</param>
/// <param name="Records">Records that come of no entry, or of one that has to be read each time.</param>
/// <param name="Entries">The other entries, one behind the other as <see cref="KnownEntry"/> writes them.</param>
/// <param name="EntryCount">Their number.</param>
internal sealed record LedgerSource(SourceReport Report, IReadOnlyList<RecordPlace> Records, ReadOnlyMemory<byte> Entries, int EntryCount)
{
    /// <summary>All its records: those of the entries, in their order, then the others.</summary>
    public List<RecordPlace> Places()
    {
        var places = new List<RecordPlace>(EntryCount + Records.Count);
        for (var entries = new ByteReader(Entries.Span); !entries.AtEnd;)
        {
            places.Add(KnownEntry.Read(ref entries).Record);
        }

        places.AddRange(Records);
        return places;
    }

    public void Write(ByteWriter writer)
    {
        writer.Text(Report.Source);
        writer.Number(Report.Accepted);
        writer.Number(Report.Rejected);
        writer.Number(Report.Withdrawn);
        writer.Number(Report.Advisories);
        writer.Time(Report.Newest);
        writer.Number(Report.Diagnostics.Count);
        foreach (var (code, subject, message) in Report.Diagnostics)
        {
            writer.Number(code.Number);
            writer.Byte(code.IsNotice ? (byte)1 : (byte)0);
            writer.Text(subject);
            writer.Text(message);
        }

        writer.Number(Records.Count);
        foreach (var record in Records)
        {
            record.Write(writer);
        }

        writer.Number(EntryCount);
        writer.Blob(Entries.Span);
    }

    /// <param name="reader">Stands at its beginning.</param>
    /// <param name="bytes">What is read.</param>
    public static LedgerSource Read(ref ByteReader reader, ReadOnlyMemory<byte> bytes)
    {
        var report = new SourceReport
        {
            Source = reader.ReadText(),
            Accepted = reader.ReadNumber(),
            Rejected = reader.ReadNumber(),
            Withdrawn = reader.ReadNumber(),
            Advisories = reader.ReadNumber(),
            Newest = reader.ReadTime(),
            Diagnostics = ReadDiagnostics(ref reader),
        };
        var records = new RecordPlace[reader.ReadCount()];
        for (var record = 0; record < records.Length; record++)
        {
            records[record] = RecordPlace.Read(ref reader);
        }

        var count = reader.ReadNumber();
        var length = reader.ReadBlob().Length;
        return new LedgerSource(report, records, bytes[^(reader.Remaining + length)..^reader.Remaining], count);
    }

    private static ImmutableArray<Diagnostic> ReadDiagnostics(ref ByteReader reader)
    {
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            diagnostics.Add(new Diagnostic(new DiagnosticCode(reader.ReadNumber(), reader.ReadByte() != 0), reader.ReadText(), reader.ReadText()));
        }

        return diagnostics.DrainToImmutable();
    }
}
