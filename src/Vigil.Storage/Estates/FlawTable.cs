using Vigil.Advisories.Exploits;
using Vigil.Advisories.Store;
using Vigil.Domain.Findings;
using Vigil.Storage.Documents;
using Vigil.Storage.Sessions;

namespace Vigil.Storage.Estates;

/// <summary>The things that findings are about, with their numbers: flaws, open ports, weaknesses in code.</summary>
internal sealed class FlawTable(Session session, AdvisoryStore store, ExploitTable exploits)
{
    private const double NotScored = -1;

    private const int MaxRemembered = 300_000;

    private readonly Dictionary<(FindingType Type, string Name), int> _known = [];
    private readonly Dictionary<int, string> _names = [];

    // flaws of packages that have no number in this transaction: another process may give them one before the next
    private readonly HashSet<string> _unknown = new(StringComparer.Ordinal);
    private readonly List<object[]> _rows = [];
    private readonly List<object[]> _documents = [];
    private readonly List<object[]> _aliases = [];
    private readonly Numbers _numbers = new(session, "vulnerability");

    /// <summary>Looks many flaws of the generation up at once.</summary>
    public void Load(IEnumerable<string> ids)
    {
        string[] wanted = [.. ids.Where(id => !_known.ContainsKey((FindingType.PackageVulnerability, id)))];
        _unknown.UnionWith(wanted);
        foreach (var (number, name) in session.Find(
            "id, name", "vulnerability", "type, name", [.. wanted.Select(id => (object[])[(long)FindingType.PackageVulnerability, id])], row => (row.GetInt32(0), row.GetString(1))))
        {
            _known.Add((FindingType.PackageVulnerability, name), number);
            _names[number] = name;
            _unknown.Remove(name);
        }
    }

    /// <summary>The number of a flaw of the generation; a new one, with its words, when it has none yet.</summary>
    public int NumberOfFlaw(string id) => Find(FindingType.PackageVulnerability, id) ?? Add(FindingType.PackageVulnerability, id, Describe(id));

    /// <summary>The number of what a finding is about.</summary>
    public int NumberOf(FindingContent content) => Find(content.Type, content.Subject)
        ?? Add(content.Type, content.Subject, content.Package is { } package ? FlawDocument.Of(package) : new FlawDocument());

    /// <summary>The name of a flaw.</summary>
    public string NameOf(int number)
    {
        if (!_names.TryGetValue(number, out var name))
        {
            name = session["SELECT name FROM vulnerability WHERE id = $1"].First((long)number) as string
                ?? throw new InvalidDataException($"Flaw {number} has no row: the estate is damaged.");
            _names.Add(number, name);
        }

        return name;
    }

    /// <summary>Puts what the generation says of a flaw in the place of what was known.</summary>
    /// <returns>What it says, when that differs; <see langword="null"/> when it says the same, or knows nothing of the flaw.</returns>
    public FlawDocument? Refresh(long number)
    {
        Flush();
        var name = NameOf((int)number);
        if (store.FindVulnerability(name) < 0)
        {
            return null;
        }

        var document = Describe(name);
        var bytes = Json.Write(document);
        if (session["SELECT document FROM vulnerability_document WHERE vulnerability = $1"].First(number) is byte[] known && known.AsSpan().SequenceEqual(bytes))
        {
            return null;
        }

        session["UPDATE vulnerability_document SET document = $2 WHERE vulnerability = $1"].Run(number, bytes);
        session["UPDATE vulnerability SET epss = $2, exploit = $3 WHERE id = $1"].Run(number, EpssOf(document), ExploitOf(document));
        session["DELETE FROM vulnerability_alias WHERE vulnerability = $1"].Run(number);
        AddAliases(document, number);
        return document;
    }

    /// <summary>Ends a write.</summary>
    public void Save()
    {
        Flush();
        _numbers.Save();
        _unknown.Clear();
        if (_known.Count > MaxRemembered || _names.Count > MaxRemembered)
        {
            _known.Clear();
            _names.Clear();
        }
    }

    /// <summary>Writes what was added.</summary>
    public void Flush()
    {
        session.Insert("vulnerability", "id, type, name, epss, exploit", _rows);
        session.Insert("vulnerability_document", "vulnerability, document", _documents);
        session.Insert("vulnerability_alias", "name, vulnerability", _aliases);
        _rows.Clear();
        _documents.Clear();
        _aliases.Clear();
    }

    private FlawDocument Describe(string id)
    {
        var index = store.FindVulnerability(id);
        var flaw = store.Vulnerability(index);
        var text = store.VulnerabilityText(index);
        return new FlawDocument
        {
            Aliases = [.. flaw.Names.Items.Select(name => name.Id).Where(name => name != id)],
            Title = flaw.Summary,
            Description = FindingContent.Cut(text.Details),
            Severities = flaw.Severities,
            Cwes = flaw.Cwes,
            References = text.References,
            Published = flaw.Published,
            Modified = flaw.Modified,
            Exploitation = exploits.Find(flaw.Names.Items.Select(name => name.Id)),
        };
    }

    private int? Find(FindingType type, string name)
    {
        if (!_known.TryGetValue((type, name), out var number))
        {
            if ((type == FindingType.PackageVulnerability && _unknown.Contains(name)) || session["SELECT id FROM vulnerability WHERE type = $1 AND name = $2"].Number((long)type, name) is not { } known)
            {
                return null;
            }

            _known.Add((type, name), number = (int)known);
        }

        return number;
    }

    private int Add(FindingType type, string name, FlawDocument document)
    {
        var number = (int)_numbers.Take();
        _rows.Add([(long)number, (long)type, name, EpssOf(document), ExploitOf(document)]);
        _documents.Add([(long)number, Json.Write(document)]);
        AddAliases(document, number);
        _known.Add((type, name), number);
        _names[number] = name;
        return number;
    }

    private void AddAliases(FlawDocument document, long number) =>
        _aliases.AddRange(document.Aliases.Items.Distinct(StringComparer.Ordinal).Select(alias => (object[])[alias, number]));

    private static double EpssOf(FlawDocument document) =>
        document.Exploitation.Probability is { } probability ? Math.Round((double)probability.Score, 5) : NotScored;

    private static long ExploitOf(FlawDocument document) => document.Exploitation is { Known: null, Exploits.IsEmpty: true } ? 0 : 1;
}
