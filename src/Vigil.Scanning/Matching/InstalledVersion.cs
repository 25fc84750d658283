using System.Buffers;
using System.Text;
using Vigil.Advisories.Store;
using Vigil.Domain.Versions;

namespace Vigil.Scanning.Matching;

/// <summary>Where an installed version stands to a row.</summary>
internal enum Position
{
    /// <summary>The row does not speak of it.</summary>
    Outside,

    /// <summary>The row covers it.</summary>
    Inside,

    /// <summary>The row's fix, which reaches back to the first version, is in it.</summary>
    Fixed,
}

/// <summary>The version of one package, prepared to be held against many rows: its sort key is written once.</summary>
/// <remarks>One object serves many packages, one after the other.</remarks>
internal sealed class InstalledVersion
{
    private const int LongestOnStack = 256;

    private readonly ArrayBufferWriter<byte> _key = new(64);
    private readonly ArrayBufferWriter<byte> _utf8 = new(64);
    private string _schemeName = "";
    private string _text = "";
    private VersionScheme? _scheme;

    /// <summary>Takes another version, or the same one in another scheme; cheap when nothing changes.</summary>
    /// <returns><see langword="false"/> when the scheme is unknown.</returns>
    public bool Set(string scheme, string version)
    {
        if (_schemeName == scheme && _text == version)
        {
            return _scheme is not null;
        }

        (_schemeName, _text) = (scheme, version);
        _key.ResetWrittenCount();
        _utf8.ResetWrittenCount();
        if (!VersionSchemes.TryGet(scheme, out _scheme))
        {
            return false;
        }

        _scheme.TryWriteSortKey(version, _key);
        Encoding.UTF8.GetBytes(version, _utf8);
        return true;
    }

    /// <summary>Where this version stands to a row of its scheme.</summary>
    public Position In(in AffectedRow row)
    {
        if (!row.HasRange)
        {
            return row.Versions.IsEmpty ? Position.Inside : InVersions(row);
        }

        var startsLate = !row.Introduced.IsEmpty;
        if (startsLate && CompareTo(row.Introduced) < 0)
        {
            return Position.Outside;
        }

        if (!row.Fixed.IsEmpty && CompareTo(row.Fixed) >= 0)
        {
            return startsLate ? Position.Outside : Position.Fixed;
        }

        return row.LastAffected.IsEmpty || CompareTo(row.LastAffected) <= 0 ? Position.Inside : Position.Outside;
    }

    private Position InVersions(in AffectedRow row)
    {
        foreach (var listed in row.Versions)
        {
            if (listed.Text.SequenceEqual(_utf8.WrittenSpan) || (_key.WrittenCount > 0 && listed.SortKey.SequenceEqual(_key.WrittenSpan)))
            {
                return Position.Inside;
            }
        }

        return Position.Outside;
    }

    private int CompareTo(in StoredVersion other)
    {
        if (_key.WrittenCount > 0 && !other.SortKey.IsEmpty)
        {
            return _key.WrittenSpan.SequenceCompareTo(other.SortKey);
        }

        Span<char> text = other.Text.Length <= LongestOnStack ? stackalloc char[LongestOnStack] : new char[other.Text.Length];
        var length = Encoding.UTF8.GetChars(other.Text, text);
        return _scheme!.Compare(_text, text[..length]); // Set succeeded before any row is held against it
    }
}
