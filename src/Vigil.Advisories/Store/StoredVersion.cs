using System.Text;

namespace Vigil.Advisories.Store;

/// <summary>A version in a row of the store. Valid as long as the store is open.</summary>
public readonly ref struct StoredVersion
{
    internal StoredVersion(ReadOnlySpan<byte> text, ReadOnlySpan<byte> sortKey)
    {
        Text = text;
        SortKey = sortKey;
    }

    /// <summary>The version as published, in UTF-8; empty where there is none.</summary>
    public ReadOnlySpan<byte> Text { get; }

    /// <summary>
    /// Its key in the order of the row's scheme (<see cref="Domain.Versions.VersionScheme.TryWriteSortKey"/>); empty where the scheme has none for it,
    /// then compare the texts.
    /// </summary>
    public ReadOnlySpan<byte> SortKey { get; }

    /// <summary>Whether there is no version: the range has no such end.</summary>
    public bool IsEmpty => Text.IsEmpty;

    /// <summary>The text as a string; allocates.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Text);
}
