using Vigil.Domain.Advisories;

namespace Vigil.Advisories.Store;

/// <summary>One statement about a package: a range, or a list of exact versions, or every version. Valid as long as the store is open.</summary>
/// <remarks>
/// It covers version <c>v</c> when <see cref="HasRange"/> and <c>v</c> is inside, or when <see cref="Versions"/> has <c>v</c>; a row with neither
/// covers every version. A statement with several ranges is several rows, one after the other. Rows of an advisory stand together.
/// </remarks>
public readonly ref struct AffectedRow
{
    private readonly AdvisoryStore _store;
    private readonly ReadOnlySpan<byte> _versions;
    private readonly ReadOnlySpan<byte> _listed;
    private readonly int _listedCount;
    private readonly int _introduced;
    private readonly int _fixed;
    private readonly int _lastAffected;
    private readonly int _scheme;
    private readonly int _label;
    private readonly int _module;
    private readonly int _arches;
    private readonly int _repositories;

    internal AffectedRow(AdvisoryStore store, ReadOnlySpan<byte> versions, scoped ref ByteReader reader)
    {
        _store = store;
        _versions = versions;
        var flags = reader.ReadByte();
        if ((flags & StateMask) > (byte)VendorState.EndOfLife)
        {
            throw new StoreFormatException("The advisory store is damaged: a row has an unknown state.");
        }

        State = (VendorState)(flags & StateMask);
        NamesSource = (flags & SourceFlag) != 0;
        HasRange = (flags & RangeFlag) != 0;
        AdvisoryIndex = reader.ReadNumber();
        _scheme = reader.ReadNumber();
        _label = reader.ReadNumber();
        if (HasRange)
        {
            _introduced = reader.ReadNumber();
            _fixed = reader.ReadNumber();
            _lastAffected = reader.ReadNumber();
        }

        if ((flags & LimitsFlag) != 0)
        {
            _module = reader.ReadNumber();
            _arches = reader.ReadNumber();
            _repositories = reader.ReadNumber();
        }

        if ((flags & VersionsFlag) != 0)
        {
            _listedCount = reader.ReadNumber();
            _listed = reader.ReadBlob();
        }
    }

    /// <summary>The words and lists of <see cref="Scheme"/>, <see cref="SeverityLabel"/>, <see cref="ModuleStream"/> and <see cref="Arches"/>.</summary>
    internal (int Scheme, int Label, int Module, int Arches) Numbers => (_scheme, _label, _module, _arches);

    /// <summary>What the row says of itself, without what it has.</summary>
    internal byte StoredFlags => (byte)((int)State | (NamesSource ? SourceFlag : 0) | (HasRange ? RangeFlag : 0));

    internal const byte StateMask = 0x07;
    internal const byte RangeFlag = 0x08;
    internal const byte LimitsFlag = 0x10;
    internal const byte VersionsFlag = 0x20;
    internal const byte SourceFlag = 0x40;

    /// <summary>What the source says of the versions that the row covers.</summary>
    public VendorState State { get; }

    /// <summary>Whether the key's name is that of a source package, so that the row speaks of all binaries built from it.</summary>
    public bool NamesSource { get; }

    /// <summary>For <see cref="AdvisoryStore.Advisory"/> and <see cref="AdvisoryStore.VulnerabilitiesOf"/>.</summary>
    public int AdvisoryIndex { get; }

    /// <summary>Name of the scheme that orders the versions. The string is shared.</summary>
    public string Scheme => _store.Word(_scheme);

    /// <summary>Whether the row has a range. One without any end covers every version.</summary>
    public bool HasRange { get; }

    /// <summary>First version of the range; empty from the beginning (a published <c>0</c> is stored so).</summary>
    public StoredVersion Introduced => StoredVersions.At(_versions, _introduced);

    /// <summary>First version with the fix, exclusive; empty when none is known.</summary>
    public StoredVersion Fixed => StoredVersions.At(_versions, _fixed);

    /// <summary>Last affected version, inclusive; empty when not stated.</summary>
    public StoredVersion LastAffected => StoredVersions.At(_versions, _lastAffected);

    /// <summary>Exact versions.</summary>
    public StoredVersions Versions => new(_versions, _listedCount, _listed);

    /// <summary>Module and stream to which the row is limited, or empty. The string is shared.</summary>
    public string ModuleStream => _store.Word(_module);

    /// <summary>Architectures to which the row is limited, sorted; empty for all. The array is shared.</summary>
    public ReadOnlySpan<string> Arches => _store.List(_arches);

    /// <summary>Repositories to which the row is limited, sorted; empty for all. The array is shared.</summary>
    public ReadOnlySpan<string> Repositories => _store.List(_repositories);

    /// <summary>The source's own severity word for this package, or empty. The string is shared.</summary>
    public string SeverityLabel => _store.Word(_label);
}
