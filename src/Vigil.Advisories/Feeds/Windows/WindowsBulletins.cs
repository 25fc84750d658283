using Vigil.Domain;
using Vigil.Domain.Advisories;

namespace Vigil.Advisories.Feeds.Windows;

/// <summary>Gathers what all documents say, since an update may take the place of one of another month, and hands on advisories.</summary>
internal sealed class WindowsBulletins
{
    private readonly SortedDictionary<string, WindowsFlaw> _flaws = new(StringComparer.Ordinal);

    /// <summary>Which update takes the place of which.</summary>
    public Supersedence Supersedence { get; } = new();

    /// <summary>What is known of a flaw so far; a new name begins with nothing.</summary>
    public WindowsFlaw this[string cve]
    {
        get
        {
            if (!_flaws.TryGetValue(cve, out var flaw))
            {
                _flaws.Add(cve, flaw = new());
            }

            return flaw;
        }
    }

    /// <summary>Hands on an advisory for each flaw, with what no update is named for, and then the updates.</summary>
    public void Publish(SourceIntake source)
    {
        var byUpdate = new SortedDictionary<string, Dictionary<WindowsStatement, List<string>>>(StringComparer.Ordinal);
        foreach (var (cve, flaw) in _flaws)
        {
            var own = new List<WindowsStatement>();
            foreach (var statement in flaw.Statements(Supersedence))
            {
                if (statement.Update.Length == 0)
                {
                    own.Add(statement);
                    continue;
                }

                if (!byUpdate.TryGetValue(statement.Update, out var statements))
                {
                    byUpdate.Add(statement.Update, statements = []);
                }

                if (!statements.TryGetValue(statement, out var flaws))
                {
                    statements.Add(statement, flaws = []);
                }

                flaws.Add(cve);
            }

            source.Publish(ToAdvisory(cve, flaw, source.Source, WindowsStatement.Rows(own)));
        }

        foreach (var (update, statements) in byUpdate)
        {
            PublishUpdate(update, statements, source);
        }
    }

    // An erratum says of all its products that they have all its flaws. An update that fixes more flaws in one product than in another is several errata,
    // of which the largest has the plain name.
    private static void PublishUpdate(string update, Dictionary<WindowsStatement, List<string>> statements, SourceIntake source)
    {
        var errata = from statement in statements
                     group statement.Key by new EquatableArray<string>([.. statement.Value]) into same
                     let first = same.Min(statement => statement.ToString())
                     orderby same.Key.Count descending, first
                     select (Flaws: same.Key, First: first, Rows: WindowsStatement.Rows(same));
        var id = update;
        foreach (var (flaws, first, rows) in errata)
        {
            source.Publish(new Advisory
            {
                Id = id == update ? update : $"{update} ({first})",
                Source = source.Source,
                Vulnerabilities = flaws,
                References = [$"https://support.microsoft.com/help/{update.AsSpan(2)}"],
                Affected = rows,
            });
            id = "";
        }
    }

    private static Advisory ToAdvisory(string cve, WindowsFlaw flaw, string source, EquatableArray<AffectedPackage> rows) => new()
    {
        Id = cve,
        Source = source,
        Summary = flaw.Summary,
        Details = flaw.Details.Length <= Advisory.MaxDetailsLength ? flaw.Details : flaw.Details[..Advisory.MaxDetailsLength],
        Published = flaw.Published,
        Modified = flaw.Modified,
        Severities = [.. flaw.Severities.Select(severity => new Severity("MICROSOFT", severity.Vector, severity.Label))],
        Cwes = [.. flaw.Cwes],
        References = [$"https://msrc.microsoft.com/update-guide/vulnerability/{cve}"],
        Affected = rows,
    };
}
