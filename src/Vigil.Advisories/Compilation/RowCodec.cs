using Vigil.Advisories.Store;
using Vigil.Domain;
using Vigil.Domain.Advisories;

namespace Vigil.Advisories.Compilation;

/// <summary>
/// The rows of an advisory while they are sorted: self-contained bytes whose order is the order of the store. The key stands first as three texts
/// ended by a zero byte; the repositories stand last, so that rows which differ in nothing else become neighbours.
/// </summary>
internal static class RowCodec
{
    /// <summary>Appends one row for each range of a statement, one for its exact versions, one if it has neither.</summary>
    public static void Write(Advisory advisory, AffectedPackage affected, RowSorter rows)
    {
        foreach (var range in affected.Ranges)
        {
            WriteRow(advisory, affected, range, [], rows);
        }

        if (affected.Ranges.IsEmpty || !affected.Versions.IsEmpty)
        {
            WriteRow(advisory, affected, range: null, affected.Versions, rows);
        }
    }

    private static void WriteRow(Advisory advisory, AffectedPackage affected, VersionRange? range, EquatableArray<string> versions, RowSorter rows)
    {
        var row = rows.Begin();
        Terminated(row, affected.Key.Ecosystem);
        Terminated(row, affected.Key.Release);
        Terminated(row, affected.Key.Name);
        rows.EndOfKey();

        row.Text(advisory.Id);
        row.Text(advisory.Source);
        row.Byte((byte)((int)affected.State | (affected.NamesSource ? AffectedRow.SourceFlag : 0)));
        row.Text(affected.Scheme);
        row.Text(affected.SeverityLabel);
        row.Byte(range is null ? (byte)0 : (byte)1);
        if (range is not null)
        {
            row.Text(range.Introduced is "0" ? "" : range.Introduced);
            row.Text(range.Fixed);
            row.Text(range.LastAffected);
        }

        row.Text(affected.ModuleStream);
        SortedTexts(row, affected.Arches);
        SortedTexts(row, versions);
        rows.EndOfFold();

        SortedTexts(row, affected.Repositories);
        rows.End();
    }

    private static void Terminated(ByteWriter row, string text)
    {
        row.RawText(text);
        row.Byte(0);
    }

    private static void SortedTexts(ByteWriter row, EquatableArray<string> texts)
    {
        if (texts.Count > 1)
        {
            texts = [.. texts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        }

        row.Number(texts.Count);
        foreach (var text in texts)
        {
            row.Text(text);
        }
    }
}
