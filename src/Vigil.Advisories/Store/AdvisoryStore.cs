using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using Vigil.Domain.Advisories;

namespace Vigil.Advisories.Store;

/// <summary>One generation of advisories: immutable, read in place, shared by any number of threads.</summary>
/// <remarks>
/// Opening checks the header only; every later read is bounded, so a damaged file gives a <see cref="StoreFormatException"/> at the damaged record and
/// never a read beyond it. <see cref="Verify"/> compares all checksums. Dispose of it only when no row or span of it is in use.
/// </remarks>
public sealed class AdvisoryStore : IDisposable
{
    private const int LongestKeyOnStack = 512;

    private readonly StoreFile _file;
    private readonly IDisposable? _mapping;
    private readonly string?[] _words;
    private readonly string[]?[] _lists;
    private readonly string?[] _vulnerabilityIds;
    private readonly StoredAdvisory?[] _advisories;
    private InflatedBlock? _lastTexts;

    private AdvisoryStore(ReadOnlyMemory<byte> bytes, IDisposable? mapping)
    {
        _file = new StoreFile(bytes);
        _mapping = mapping;
        _words = new string?[new BlobTable(_file[Section.Words]).Count];
        _lists = new string[]?[new BlobTable(_file[Section.Lists]).Count];
        KeyCount = new KeyTable(_file).Count;
        AdvisoryCount = _file[Section.Advisories].Length / StoreFormat.AdvisoryLength;
        VulnerabilityCount = new BlobTable(_file[Section.Vulnerabilities]).Count;
        _advisories = new StoredAdvisory?[AdvisoryCount];
        _vulnerabilityIds = new string?[VulnerabilityCount];
        (RowCount, Sources) = ReadMeta(_file[Section.Meta]);
        ContentId = Convert.ToHexStringLower(_file.ContentId);
        SizeBytes = bytes.Length;
    }

    /// <summary>SHA-256 over the content, in lower-case hexadecimal: equal for equal inputs.</summary>
    public string ContentId { get; }

    /// <summary>Length of the file.</summary>
    public long SizeBytes { get; }

    /// <summary>What each feed brought, in ordinal order of its id.</summary>
    public ImmutableArray<SourceSummary> Sources { get; }

    /// <summary>The newest modification of all inputs: the state of the world that the store knows.</summary>
    public DateTimeOffset? AsOf => Sources.Max(source => source.NewestModified);

    /// <summary>Number of distinct advisory keys.</summary>
    public int KeyCount { get; }

    /// <summary>Number of rows of all keys.</summary>
    public long RowCount { get; }

    /// <summary>Number of advisories, withdrawn ones included.</summary>
    public int AdvisoryCount { get; }

    /// <summary>Number of distinct flaws.</summary>
    public int VulnerabilityCount { get; }

    /// <summary>The outer shape, for the comparison of two generations.</summary>
    internal StoreFile File => _file;

    /// <summary>Whether a file begins as a generation does; says nothing of the rest of it.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static bool IsStore(string path)
    {
        using var stream = System.IO.File.OpenRead(path);
        Span<byte> start = stackalloc byte[StoreFormat.Magic.Length];
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual(StoreFormat.Magic);
    }

    /// <summary>Maps a generation.</summary>
    /// <exception cref="StoreFormatException">It is no store of this version, or damaged.</exception>
    public static AdvisoryStore Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var mapping = MappedFile.Open(path);
        try
        {
            return new AdvisoryStore(mapping.Memory, mapping);
        }
        catch
        {
            ((IDisposable)mapping).Dispose();
            throw;
        }
    }

    /// <summary>Reads a generation from memory.</summary>
    /// <exception cref="StoreFormatException">It is no store of this version, or damaged.</exception>
    public static AdvisoryStore Load(ReadOnlyMemory<byte> bytes) => new(bytes, mapping: null);

    /// <summary>Whether any feed speaks of the ecosystem.</summary>
    public bool HasEcosystem(string ecosystem) => new KeyTable(_file).HasEcosystem(Encoding.UTF8.GetBytes(ecosystem));

    /// <summary>Whether any feed speaks of the release of the ecosystem.</summary>
    public bool HasRelease(string ecosystem, string release) =>
        new KeyTable(_file).FindScope(Encoding.UTF8.GetBytes(ecosystem), Encoding.UTF8.GetBytes(release)) >= 0;

    /// <summary>The releases of an ecosystem, in ordinal order.</summary>
    public ImmutableArray<string> Releases(string ecosystem)
    {
        var keys = new KeyTable(_file);
        var name = Encoding.UTF8.GetBytes(ecosystem);
        var releases = ImmutableArray.CreateBuilder<string>();
        for (var at = keys.LowerBound(name, default); at < keys.ScopeCount; at++)
        {
            var (ecosystemWord, release, _, _) = keys.Scope(at);
            if (!string.Equals(Word(ecosystemWord), ecosystem, StringComparison.Ordinal))
            {
                break;
            }

            releases.Add(Word(release));
        }

        return releases.DrainToImmutable();
    }

    /// <summary>Finds the statements about a key; takes no memory from the heap.</summary>
    /// <exception cref="StoreFormatException">The store is damaged here.</exception>
    public AffectedRows Find(in AdvisoryKey key)
    {
        var size = Encoding.UTF8.GetMaxByteCount(key.Ecosystem.Length) + Encoding.UTF8.GetMaxByteCount(key.Release.Length)
            + Encoding.UTF8.GetMaxByteCount(key.Name.Length);
        Span<byte> buffer = size <= LongestKeyOnStack ? stackalloc byte[LongestKeyOnStack] : new byte[size];
        var ecosystem = Take(key.Ecosystem, ref buffer);
        var release = Take(key.Release, ref buffer);
        var name = Take(key.Name, ref buffer);

        var keys = new KeyTable(_file);
        var scope = keys.FindScope(ecosystem, release);
        var index = scope < 0 ? -1 : keys.Find(scope, name);
        return index < 0 ? default : new AffectedRows(this, keys.Block(index));
    }

    /// <summary>The advisory of a row; each is read once.</summary>
    /// <exception cref="StoreFormatException">There is none: the store is damaged.</exception>
    public StoredAdvisory Advisory(int index) =>
        (uint)index < (uint)_advisories.Length ? _advisories[index] ??= ReadAdvisory(index) : ReadAdvisory(index);

    private StoredAdvisory ReadAdvisory(int index)
    {
        var times = new ByteReader(AdvisoryEntry(index)[16..]);
        return new StoredAdvisory(
            new BlobTable(_file[Section.Names]).Text(NameOf(index)), Word(SourceOf(index)), times.ReadTime(), times.ReadTime());
    }

    /// <summary>The advisories of that id, one for each feed that publishes it; empty when there is none.</summary>
    public ImmutableArray<int> FindAdvisories(string id)
    {
        var name = new BlobTable(_file[Section.Names]).Find(Encoding.UTF8.GetBytes(id));
        if (name < 0)
        {
            return [];
        }

        // sorted by name, then by source
        int low = 0, high = AdvisoryCount;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = NameOf(middle) < name ? (middle + 1, high) : (low, middle);
        }

        var found = ImmutableArray.CreateBuilder<int>();
        for (; low < AdvisoryCount && NameOf(low) == name; low++)
        {
            found.Add(low);
        }

        return found.DrainToImmutable();
    }

    /// <summary>Indexes of the flaws that an advisory is about, ascending. Takes no memory from the heap.</summary>
    public ReadOnlySpan<int> VulnerabilitiesOf(int advisory)
    {
        var entry = AdvisoryEntry(advisory);
        var first = BinaryPrimitives.ReadUInt32LittleEndian(entry[8..]);
        var count = BinaryPrimitives.ReadUInt32LittleEndian(entry[12..]);
        var targets = MemoryMarshal.Cast<byte, int>(_file[Section.AdvisoryTargets]);
        return first <= (uint)targets.Length && count <= (uint)targets.Length - first
            ? targets.Slice((int)first, (int)count)
            : throw new StoreFormatException("The advisory store is damaged: the vulnerabilities of an advisory lie outside their section.");
    }

    /// <summary>Primary id of a flaw, without reading the rest of it; each is made a string once.</summary>
    public string VulnerabilityId(int index) =>
        (uint)index < (uint)_vulnerabilityIds.Length ? _vulnerabilityIds[index] ??= VulnerabilityReader().Id(index) : VulnerabilityReader().Id(index);

    /// <summary>A flaw without its long texts.</summary>
    public Vulnerability Vulnerability(int index) => VulnerabilityReader().Read(index);

    /// <summary>The description and the references of a flaw; inflates a block of texts, unless it is that of the call before.</summary>
    public VulnerabilityText VulnerabilityText(int index) => VulnerabilityReader().ReadText(index);

    /// <summary>Finds a flaw by any of its names.</summary>
    /// <returns>Its index, or -1.</returns>
    public int FindVulnerability(string id)
    {
        var name = new BlobTable(_file[Section.Names]).Find(Encoding.UTF8.GetBytes(id));
        var owners = MemoryMarshal.Cast<byte, uint>(_file[Section.NameOwners]);
        return name < 0 || name >= owners.Length || owners[name] >= (uint)VulnerabilityCount ? -1 : (int)owners[name];
    }

    /// <summary>Whether any advisory that describes a flaw was withdrawn.</summary>
    /// <param name="id">Any name of the flaw.</param>
    public bool IsWithdrawn(string id) =>
        FindVulnerability(id) is >= 0 and var flaw
        && Vulnerability(flaw).Names.Items.Any(name => FindAdvisories(name.Id).Any(advisory => Advisory(advisory).Withdrawn is not null));

    /// <summary>Reads the whole file and compares all checksums and the content id.</summary>
    /// <exception cref="StoreFormatException">The file is damaged; the message names the section.</exception>
    public void Verify() => _file.Verify();

    /// <inheritdoc/>
    public void Dispose() => _mapping?.Dispose();

    /// <summary>A block of texts, inflated; the last one is kept, since texts that are read one after the other stand together.</summary>
    internal byte[] TextBlock(int index)
    {
        var last = _lastTexts;
        if (last?.Index != index)
        {
            _lastTexts = last = new(index, Vigil.Advisories.Store.VulnerabilityReader.Inflate(new BlobTable(_file[Section.TextBlocks])[index]));
        }

        return last.Texts;
    }

    /// <summary>A word of the vocabulary; each is made a string once.</summary>
    internal string Word(int index)
    {
        if ((uint)index >= (uint)_words.Length)
        {
            throw new StoreFormatException("The advisory store is damaged: a word lies outside the vocabulary.");
        }

        return _words[index] ??= new BlobTable(_file[Section.Words]).Text(index);
    }

    /// <summary>A list of words; each is made an array once.</summary>
    internal string[] List(int index)
    {
        if ((uint)index >= (uint)_lists.Length)
        {
            throw new StoreFormatException("The advisory store is damaged: a list lies outside its section.");
        }

        return _lists[index] ??= ReadList(index);
    }

    /// <summary>A digest of all that the records of an advisory say.</summary>
    internal ReadOnlySpan<byte> DigestOf(int advisory) => AdvisoryEntry(advisory).Slice(StoreFormat.DigestAt, StoreFormat.MeaningLength);

    /// <summary>The name and the word of the source of an advisory.</summary>
    internal (int Name, int Source) IdentityOf(int advisory) => (NameOf(advisory), SourceOf(advisory));

    /// <summary>The entry of an advisory as far as it refers to nothing.</summary>
    internal ReadOnlySpan<byte> FixedPartOf(int advisory) => AdvisoryEntry(advisory)[StoreFormat.AdvisoryFixedPartAt..];

    /// <summary>Orders an advisory against one of another store, by id and source.</summary>
    internal int CompareAdvisories(int advisory, AdvisoryStore other, int otherAdvisory)
    {
        var order = new BlobTable(_file[Section.Names])[NameOf(advisory)]
            .SequenceCompareTo(new BlobTable(other._file[Section.Names])[other.NameOf(otherAdvisory)]);
        return order != 0 ? order : string.CompareOrdinal(Word(SourceOf(advisory)), other.Word(other.SourceOf(otherAdvisory)));
    }

    private sealed record InflatedBlock(int Index, byte[] Texts);

    private VulnerabilityReader VulnerabilityReader() => new(this, _file);

    private string[] ReadList(int index)
    {
        var reader = new ByteReader(new BlobTable(_file[Section.Lists])[index]);
        var words = new List<string>();
        while (!reader.AtEnd)
        {
            words.Add(Word(reader.ReadNumber()));
        }

        return [.. words];
    }

    private int NameOf(int advisory) => BinaryPrimitives.ReadInt32LittleEndian(AdvisoryEntry(advisory));

    private int SourceOf(int advisory) => BinaryPrimitives.ReadInt32LittleEndian(AdvisoryEntry(advisory)[4..]);

    private ReadOnlySpan<byte> AdvisoryEntry(int index) => (uint)index < (uint)AdvisoryCount
        ? _file[Section.Advisories].Slice(index * StoreFormat.AdvisoryLength, StoreFormat.AdvisoryLength)
        : throw new StoreFormatException($"The advisory store is damaged: advisory {index} of {AdvisoryCount}.");

    private static ReadOnlySpan<byte> Take(string text, ref Span<byte> buffer)
    {
        var length = Encoding.UTF8.GetBytes(text, buffer);
        var taken = buffer[..length];
        buffer = buffer[length..];
        return taken;
    }

    private static (long Rows, ImmutableArray<SourceSummary> Sources) ReadMeta(ReadOnlySpan<byte> section)
    {
        var reader = new ByteReader(section);
        reader.ReadNumber();
        var rows = reader.ReadInt64();
        var count = reader.ReadCount();
        var sources = ImmutableArray.CreateBuilder<SourceSummary>();
        for (; count > 0; count--)
        {
            sources.Add(new SourceSummary(
                reader.ReadText(), reader.ReadText(), reader.ReadNumber(), reader.ReadNumber(), reader.ReadNumber(), reader.ReadTime()));
        }

        return (rows, sources.DrainToImmutable());
    }
}
