using System.Globalization;

namespace Vigil.Advisories.Feeds.Windows;

/// <summary>
/// Bulletins as a table, a row for each flaw, product and update, as mirrors keep them:
/// <c>DatePosted,CVE,BulletinKB,Title,AffectedProduct,AffectedComponent,Severity,Impact,Supersedes,Exploits</c>.
/// </summary>
internal static class BulletinTable
{
    private static readonly string[] Columns = ["DatePosted", "CVE", "BulletinKB", "Title", "AffectedProduct", "Severity", "Supersedes"];

    /// <summary>Reads a table to its end.</summary>
    /// <exception cref="FormatException">It is no such table.</exception>
    public static void Read(Stream table, SourceIntake source, WindowsBulletins bulletins, CancellationToken cancellation)
    {
        using var text = new StreamReader(table);
        var records = new CsvRecordReader(text, source.Limits.MaxEntryBytes);
        var header = records.Read()?.ToList() ?? [];
        int[] places = [.. Columns.Select(column => header.IndexOf(column))];
        if (places.Contains(-1))
        {
            throw new FormatException($"Expected a table with the columns {string.Join(", ", Columns)}, found something else.");
        }

        for (var line = 2; records.Read() is { } record; line++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (record.Count == header.Count && TryAdd([.. places.Select(place => record[place])], bulletins))
            {
                source.CountEntry();
            }
            else
            {
                source.Reject($"row {line}", FeedCodes.EntryUnreadable, "Expected a date, the name of a flaw and a product, found something else.");
            }
        }
    }

    private static bool TryAdd(string[] row, WindowsBulletins bulletins)
    {
        if (row is not [var day, var id, var update, var title, var productName, var severity, var superseded]
            || !DateTimeOffset.TryParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            || !(VulnerabilityId.IsCve(id) || id.StartsWith("ADV", StringComparison.Ordinal))
            || productName.Length == 0)
        {
            return false;
        }

        var flaw = bulletins[id];
        flaw.Summary = title;
        flaw.Published = flaw.Published <= date ? flaw.Published : date;
        flaw.Modified = flaw.Modified >= date ? flaw.Modified : date;
        if (severity.Length > 0)
        {
            flaw.Severities.Add(("", severity));
        }

        if (UpdateNumber.Of(update) is { Length: > 0 } number)
        {
            foreach (var older in UpdateNumber.AllOf(superseded))
            {
                bulletins.Supersedence.Add(number, older);
            }

            if (WindowsProduct.TryParse(productName, out var product))
            {
                flaw.Add(new(product, number, "", IsHotpatch: false));
            }
        }

        return true;
    }
}
