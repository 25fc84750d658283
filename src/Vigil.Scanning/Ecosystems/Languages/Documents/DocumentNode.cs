namespace Vigil.Scanning.Ecosystems.Languages.Documents;

/// <summary>
/// A value of a lock file, whichever notation it is written in: a text, a list or a map. What is asked for and is not there, or of another kind, is empty, so
/// that a reader only says what it looks for.
/// </summary>
internal sealed class DocumentNode
{
    private const int FewMembers = 8;

    private readonly List<DocumentNode> _items = [];
    private readonly List<KeyValuePair<string, DocumentNode>> _members = [];
    private Dictionary<string, int>? _places;

    private DocumentNode(DocumentNodeKind kind, string text)
    {
        Kind = kind;
        Text = text;
    }

    /// <summary>What is not there.</summary>
    public static DocumentNode Absent { get; } = new(DocumentNodeKind.Absent, "");

    public DocumentNodeKind Kind { get; }

    /// <summary>Text of a text, number, truth or date, as it is written; empty for others.</summary>
    public string Text { get; }

    /// <summary>Items of a list; empty for others.</summary>
    public IReadOnlyList<DocumentNode> Items => _items;

    /// <summary>Members of a map in their order; empty for others.</summary>
    public IReadOnlyList<KeyValuePair<string, DocumentNode>> Members => _members;

    public bool IsMap => Kind == DocumentNodeKind.Map;

    public bool IsTrue => Text == "true";

    /// <summary>A member of a map, or <see cref="Absent"/>.</summary>
    public DocumentNode this[string name] => PlaceOf(name) is var place and >= 0 ? _members[place].Value : Absent;

    public static DocumentNode OfText(string text) => new(DocumentNodeKind.Text, text);

    public static DocumentNode NewList() => new(DocumentNodeKind.List, "");

    public static DocumentNode NewMap() => new(DocumentNodeKind.Map, "");

    /// <summary>Whether a map has a member.</summary>
    public bool Has(string name) => PlaceOf(name) >= 0;

    internal void Add(DocumentNode item) => _items.Add(item);

    /// <summary>Adds a member. Of two with one name the last counts; two maps become one, as in a TOML table that is opened twice.</summary>
    internal DocumentNode Add(string name, DocumentNode value)
    {
        var place = PlaceOf(name);
        if (place < 0)
        {
            _places?.Add(name, _members.Count);
            _members.Add(new(name, value));
            return value;
        }

        if (_members[place].Value is { IsMap: true } known && value.IsMap)
        {
            return known;
        }

        _members[place] = new(name, value);
        return value;
    }

    private int PlaceOf(string name)
    {
        if (_places is null && _members.Count > FewMembers)
        {
            _places = new Dictionary<string, int>(_members.Count * 2, StringComparer.Ordinal);
            foreach (var (key, _) in _members)
            {
                _places.Add(key, _places.Count);
            }
        }

        return _places is not null ? _places.GetValueOrDefault(name, -1) : _members.FindIndex(member => member.Key == name);
    }
}

/// <summary>What a value is.</summary>
internal enum DocumentNodeKind
{
    /// <summary>Nothing: not stated, or null.</summary>
    Absent,
    Text,
    List,
    Map,
}
