namespace Vigil.Advisories.Store;

/// <summary>The fixed numbers of the format, described byte by byte in <c>docs/formats/store.md</c>.</summary>
internal static class StoreFormat
{
    /// <summary>A change of the layout or of the meaning of a byte takes the next number; a reader knows exactly one.</summary>
    public const uint Version = 2;

    /// <summary>Changes when the same records compile to other content.</summary>
    public const uint CompilerVersion = 2;

    public const int HeaderLength = 64;
    public const int FileLengthAt = 16;
    public const int HeaderChecksumAt = 24;
    public const int ContentIdAt = 32;
    public const int ContentIdLength = 32;
    public const int SectionEntryLength = 24;
    public const int SectionAlignment = 8;

    public const int ScopeLength = 16;
    public const int KeyLength = 32;
    public const int MeaningAt = 16;
    public const int MeaningLength = 16;
    public const int AdvisoryLength = 48;
    public const int DigestAt = 32;

    /// <summary>Where an advisory's entry ceases to refer to other sections.</summary>
    public const int AdvisoryFixedPartAt = 16;

    /// <summary>In the table of names: the name of an erratum, which is no vulnerability.</summary>
    public const uint NoVulnerability = uint.MaxValue;

    /// <summary>
    /// The order in which sections stand in the file: that in which a compiler can write them, those of one line at the same time and the first of them at once.
    /// </summary>
    public static ReadOnlySpan<Section> WrittenOrder =>
    [
        Section.Blocks, Section.Scopes, Section.Keys, Section.KeyNames,
        Section.Names, Section.NameOwners,
        Section.Advisories, Section.AdvisoryTargets,
        Section.TextBlocks, Section.Vulnerabilities,
        Section.Meta, Section.Words, Section.Lists,
    ];

    public static ReadOnlySpan<byte> Magic => "VIGILDB\0"u8;
}

/// <summary>Sections of the file, in the order of its table.</summary>
internal enum Section
{
    Meta = 1,
    Words = 2,
    Lists = 3,
    Scopes = 4,
    Keys = 5,
    KeyNames = 6,
    Blocks = 7,
    Names = 8,
    NameOwners = 9,
    Advisories = 10,
    AdvisoryTargets = 11,
    Vulnerabilities = 12,
    TextBlocks = 13,
}
