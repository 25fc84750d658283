using System.Buffers.Binary;
using System.Text;
using Vigil.Advisories.Store;
using Vigil.Domain.Versions;

namespace Vigil.Advisories.Compilation;

/// <summary>The distinct versions of one block, written in the order of their sort keys.</summary>
internal sealed class BlockVersions(Vocabulary vocabulary)
{
    private const int LongestOnStack = 256;

    private readonly Utf8Pool _versions = new();
    private readonly ByteWriter _scratch = new();
    private readonly ByteWriter _sortKeys = new();
    private readonly List<int> _sortKeyEnds = [];
    private readonly List<int> _order = [];
    private readonly List<int> _references = [];
    private readonly Dictionary<int, VersionScheme?> _schemes = [];

    /// <summary>Adds a version.</summary>
    /// <param name="scheme">The word of its scheme, which decides its sort key.</param>
    /// <param name="text">As published.</param>
    /// <returns>Its number, or -1 for none.</returns>
    public int Add(int scheme, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return -1;
        }

        _scratch.Truncate();
        _scratch.UInt32((uint)scheme);
        _scratch.Bytes(text);
        return _versions.Add(_scratch.Written);
    }

    /// <summary>Writes all versions; afterwards <see cref="Reference"/> can be asked.</summary>
    public void Write(ByteWriter bytes)
    {
        for (var version = 0; version < _versions.Count; version++)
        {
            _order.Add(version);
            _references.Add(0);
            WriteSortKey(_versions[version]);
            _sortKeyEnds.Add(_sortKeys.Length);
        }

        _order.Sort(Compare);
        foreach (var version in _order)
        {
            _references[version] = bytes.Length + 1;
            bytes.Blob(Text(version));
            bytes.Blob(SortKey(version));
        }
    }

    /// <summary>How a row states a version: zero for none, otherwise one more than where it begins.</summary>
    public int Reference(int version) => version < 0 ? 0 : _references[version];

    public void Clear()
    {
        _versions.Clear();
        _sortKeys.Truncate();
        _sortKeyEnds.Clear();
        _order.Clear();
        _references.Clear();
    }

    private int Compare(int left, int right)
    {
        var byKey = SortKey(left).SequenceCompareTo(SortKey(right));
        var byText = byKey != 0 ? byKey : Text(left).SequenceCompareTo(Text(right));
        return byText != 0 ? byText : left.CompareTo(right);
    }

    private ReadOnlySpan<byte> Text(int version) => _versions[version][sizeof(uint)..];

    private ReadOnlySpan<byte> SortKey(int version) =>
        _sortKeys.Written[(version == 0 ? 0 : _sortKeyEnds[version - 1]).._sortKeyEnds[version]];

    private void WriteSortKey(ReadOnlySpan<byte> version)
    {
        var word = BinaryPrimitives.ReadInt32LittleEndian(version);
        if (!_schemes.TryGetValue(word, out var scheme))
        {
            VersionSchemes.TryGet(Encoding.UTF8.GetString(vocabulary[word]), out scheme);
            _schemes.Add(word, scheme);
        }

        var text = version[sizeof(uint)..];
        Span<char> chars = text.Length <= LongestOnStack ? stackalloc char[LongestOnStack] : new char[text.Length];
        scheme?.TryWriteSortKey(chars[..Encoding.UTF8.GetChars(text, chars)], _sortKeys);
    }
}
