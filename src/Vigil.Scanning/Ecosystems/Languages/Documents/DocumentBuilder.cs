namespace Vigil.Scanning.Ecosystems.Languages.Documents;

/// <summary>Puts a document together from the events of a parser, within bounds.</summary>
internal sealed class DocumentBuilder
{
    private const int MaxDepth = 128;
    private const int MaxNodes = 4_000_000;

    private readonly Stack<DocumentNode> _open = new();
    private string? _name;
    private int _nodes;

    /// <summary>The document; <see cref="DocumentNode.Absent"/> when it is empty.</summary>
    public DocumentNode Root { get; private set; } = DocumentNode.Absent;

    /// <summary>Whether the next text is the name of a member, for notations that do not tell names from values.</summary>
    public bool ExpectsName => _open.TryPeek(out var node) && node.IsMap && _name is null;

    /// <summary>Names the member that comes next.</summary>
    public void Name(string name) => _name = name;

    /// <summary>Opens a list or a map.</summary>
    public void Open(DocumentNode node)
    {
        if (_open.Count == MaxDepth)
        {
            throw new InvalidDataException($"it is nested more than {MaxDepth} deep");
        }

        _open.Push(Add(node));
    }

    /// <summary>Closes what was opened last.</summary>
    public void Close()
    {
        _open.Pop();
        _name = null;
    }

    /// <summary>Adds a value to what is open.</summary>
    public DocumentNode Add(DocumentNode node)
    {
        if (++_nodes > MaxNodes)
        {
            throw new InvalidDataException($"it holds more than {MaxNodes} values");
        }

        if (!_open.TryPeek(out var parent))
        {
            Root = node;
        }
        else if (parent.IsMap)
        {
            node = parent.Add(_name ?? "", node);
            _name = null;
        }
        else
        {
            parent.Add(node);
        }

        return node;
    }
}
