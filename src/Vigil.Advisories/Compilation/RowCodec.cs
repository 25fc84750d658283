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
    /// <param name="advisory">Whose statement it is.</param>
    /// <param name="affected">The statement.</param>
    /// <param name="buffer">Where the rows are written.</param>
    /// <param name="rows">Gets a copy of each.</param>
    public static void Write(Advisory advisory, AffectedPackage affected, ByteWriter buffer, RowSorter rows)
    {
        foreach (var range in affected.Ranges)
        {
            WriteRow(advisory, affected, range, [], buffer, rows);
        }

        if (affected.Ranges.IsEmpty || !affected.Versions.IsEmpty)
        {
            WriteRow(advisory, affected, range: null, affected.Versions, buffer, rows);
        }
    }

    /// <summary>Writes the row that a store has as the row that was compiled to it, without the key and the repositories.</summary>
    /// <param name="row">The row.</param>
    /// <param name="store">Has it.</param>
    /// <param name="fold">Where it is written.</param>
    public static void WriteStored(in AffectedRow row, AdvisoryStore store, ByteWriter fold)
    {
        var (id, source) = store.IdentityOf(row.AdvisoryIndex);
        fold.Blob(new BlobTable(store.File[Section.Names])[id]);
        fold.Blob(new BlobTable(store.File[Section.Words])[source]);
        fold.Byte((byte)((int)row.State | (row.NamesSource ? AffectedRow.SourceFlag : 0)));
        fold.Text(row.Scheme);
        fold.Text(row.SeverityLabel);
        fold.Byte(row.HasRange ? (byte)1 : (byte)0);
        if (row.HasRange)
        {
            fold.Blob(row.Introduced.Text);
            fold.Blob(row.Fixed.Text);
            fold.Blob(row.LastAffected.Text);
        }

        fold.Text(row.ModuleStream);
        fold.Number(row.Arches.Length);
        foreach (var arch in row.Arches)
        {
            fold.Text(arch);
        }

        fold.Number(row.Versions.Count);
        foreach (var version in row.Versions)
        {
            fold.Blob(version.Text);
        }
    }

    private static void WriteRow(
        Advisory advisory, AffectedPackage affected, VersionRange? range, EquatableArray<string> versions, ByteWriter row, RowSorter rows)
    {
        var start = row.Length;
        Terminated(row, affected.Key.Ecosystem);
        Terminated(row, affected.Key.Release);
        Terminated(row, affected.Key.Name);
        var keyLength = row.Length - start;

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
        var foldLength = row.Length - start;

        SortedTexts(row, affected.Repositories);
        rows.Add(row.Written[start..], keyLength, foldLength);
    }

    /// <summary>A part of a key as it is stored. No package has a zero byte in its name, so what such a key says can concern none.</summary>
    public static string WithoutZeros(string text) => text.Replace('\0', '\uFFFD');

    private static void Terminated(ByteWriter row, string text)
    {
        row.RawText(WithoutZeros(text));
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
