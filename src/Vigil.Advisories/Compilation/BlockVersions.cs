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

        var version = Number(scheme, text, out var isNew);
        if (isNew)
        {
            WriteSortKey(scheme, text);
            _sortKeyEnds.Add(_sortKeys.Length);
        }

        return version;
    }

    /// <summary>Adds a version of the generation before, which has its sort key.</summary>
    public int Add(int scheme, StoredVersion stored)
    {
        if (stored.IsEmpty)
        {
            return -1;
        }

        var version = Number(scheme, stored.Text, out var isNew);
        if (isNew)
        {
            _sortKeys.Bytes(stored.SortKey);
            _sortKeyEnds.Add(_sortKeys.Length);
        }

        return version;
    }

    /// <summary>Writes all versions; afterwards <see cref="Reference"/> can be asked.</summary>
    public void Write(ByteWriter bytes)
    {
        for (var version = 0; version < _versions.Count; version++)
        {
            _order.Add(version);
            _references.Add(0);
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

    private int Number(int scheme, ReadOnlySpan<byte> text, out bool isNew)
    {
        var count = _versions.Count;
        _scratch.Truncate();
        _scratch.UInt32((uint)scheme);
        _scratch.Bytes(text);
        var version = _versions.Add(_scratch.Written);
        isNew = version == count;
        return version;
    }

    private void WriteSortKey(int word, ReadOnlySpan<byte> text)
    {
        if (!_schemes.TryGetValue(word, out var scheme))
        {
            VersionSchemes.TryGet(Encoding.UTF8.GetString(vocabulary[word]), out scheme);
            _schemes.Add(word, scheme);
        }

        Span<char> chars = text.Length <= LongestOnStack ? stackalloc char[LongestOnStack] : new char[text.Length];
        scheme?.TryWriteSortKey(chars[..Encoding.UTF8.GetChars(text, chars)], _sortKeys);
    }
}
