using System.Xml;

namespace Vigil.Advisories.Feeds.Oval;

/// <summary>One definition: an advisory or a flaw, and the conditions under which a system has it.</summary>
internal sealed class OvalDefinition
{
    private const int MaxDepth = 16;

    private readonly List<string> _flaws = [];
    private readonly List<string> _addresses = [];

    private OvalDefinition()
    {
    }

    /// <summary><c>oval:com.oracle.elsa:def:20240001</c>.</summary>
    public string Id { get; private set; } = "";

    /// <summary>One line.</summary>
    public string Title { get; private set; } = "";

    /// <summary>The text, cut.</summary>
    public string Description { get; private set; } = "";

    /// <summary>The vendor's word, or empty.</summary>
    public string Severity { get; private set; } = "";

    /// <summary>CVSS vector of the one flaw; empty when several flaws have one, or none.</summary>
    public string Vector { get; private set; } = "";

    /// <summary>Whether a patch is there (<c>true</c>, <c>false</c>) or the flaw was never one (<c>Not Applicable</c>); Microsoft's own element.</summary>
    public string Patchable { get; private set; } = "";

    /// <summary>Reference to the advisory itself: its id in the words of the source; empty when there is none.</summary>
    public string AdvisoryId { get; private set; } = "";

    /// <summary>First published.</summary>
    public DateTimeOffset? Issued { get; private set; }

    /// <summary>Last changed.</summary>
    public DateTimeOffset? Updated { get; private set; }

    /// <summary>CVEs, each once, in the order stated.</summary>
    public IReadOnlyList<string> Flaws => _flaws;

    /// <summary>Addresses of the references.</summary>
    public IReadOnlyList<string> Addresses => _addresses;

    /// <summary>The conditions.</summary>
    public OvalCriteria Criteria { get; private set; } = new(IsAll: true);

    /// <summary>Reads the element <c>definition</c> and all that is below it.</summary>
    /// <exception cref="FormatException">It is not understood.</exception>
    public static OvalDefinition Read(XmlReader reader)
    {
        var definition = new OvalDefinition();
        var open = new Stack<OvalCriteria>();
        while (reader.Read())
        {
            if (reader is { NodeType: XmlNodeType.EndElement, LocalName: "criteria" })
            {
                open.Pop();
            }
            else if (reader.NodeType == XmlNodeType.Element)
            {
                definition.ReadElement(reader, open);
            }
        }

        return definition;
    }

    private void ReadElement(XmlReader reader, Stack<OvalCriteria> open)
    {
        switch (reader.LocalName)
        {
            case "definition":
                Id = reader.GetAttribute("id") ?? "";
                break;
            case "title":
                Title = reader.ReadString().Trim();
                break;
            case "description":
                Description = Cut(reader.ReadString().Trim());
                break;
            case "severity":
                Severity = reader.ReadString().Trim();
                break;
            case "patchable":
                Patchable = reader.ReadString().Trim();
                break;
            case "issued" or "updated":
                ReadTime(reader.LocalName, reader.GetAttribute("date") ?? "");
                break;
            case "advisory_date":
                ReadTime("issued", reader.ReadString());
                break;
            case "reference":
                AddReference(reader.GetAttribute("source") ?? "", reader.GetAttribute("ref_id") ?? "", reader.GetAttribute("ref_url") ?? "");
                break;
            case "cve":
                AddFlaw(reader);
                break;
            case "criteria":
                Open(reader, open);
                break;
            case "criterion":
                RefuseNegation(reader);
                open.Peek().Add(OvalChecks.NumberOf(reader.GetAttribute("test_ref")), reader.GetAttribute("comment") ?? "");
                break;
        }
    }

    private void ReadTime(string name, string text)
    {
        DateTimeOffset? time = Times.TryParse(text, out var parsed) ? parsed : null;
        (Issued, Updated) = name == "issued" ? (time, Updated) : (Issued, time);
    }

    private void AddReference(string source, string id, string address)
    {
        // Photon writes "CVE:00001:CVE-2019-16168" and "PHSA:00001:3.0:0036".
        var name = id[(id.LastIndexOf(':') + 1)..];
        if (!string.Equals(source, "CVE", StringComparison.OrdinalIgnoreCase))
        {
            AdvisoryId = id;
        }
        else if (VulnerabilityId.IsCve(name) && !_flaws.Contains(name))
        {
            _flaws.Add(name);
        }

        if (WebAddress.IsAbsolute(address))
        {
            _addresses.Add(address);
        }
    }

    // <cve cvss3="8.1/CVSS:3.0/AV:N/…">CVE-2022-24903</cve>
    private void AddFlaw(XmlReader reader)
    {
        var scored = reader.GetAttribute("cvss3") ?? "";
        var name = reader.ReadString().Trim();
        if (VulnerabilityId.IsCve(name) && !_flaws.Contains(name))
        {
            _flaws.Add(name);
        }

        var start = scored.IndexOf("CVSS:", StringComparison.Ordinal);
        Vector = _flaws.Count == 1 && start >= 0 ? scored[start..] : "";
    }

    private void Open(XmlReader reader, Stack<OvalCriteria> open)
    {
        RefuseNegation(reader);
        if (open.Count >= MaxDepth)
        {
            throw new FormatException($"The criteria are nested more than {MaxDepth} deep.");
        }

        var criteria = new OvalCriteria(IsAll: reader.GetAttribute("operator") is null or "AND");
        if (open.TryPeek(out var parent))
        {
            parent.Add(criteria);
        }
        else
        {
            Criteria = criteria;
        }

        if (!reader.IsEmptyElement)
        {
            open.Push(criteria);
        }
    }

    private static void RefuseNegation(XmlReader reader)
    {
        if (reader.GetAttribute("negate") is "true" or "1")
        {
            throw new FormatException("The criteria are negated, which is not understood.");
        }
    }

    private static string Cut(string text) =>
        text.Length <= Domain.Advisories.Advisory.MaxDetailsLength ? text : text[..Domain.Advisories.Advisory.MaxDetailsLength];
}
