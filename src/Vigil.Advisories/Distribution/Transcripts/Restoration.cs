using System.Buffers.Binary;
using Vigil.Advisories.Compilation;
using Vigil.Advisories.Store;

namespace Vigil.Advisories.Distribution.Transcripts;

/// <summary>Makes the store again of which a transcript was written, byte for byte; its content id tells whether that succeeded.</summary>
/// <remarks>It cannot when the transcript was written by a release of Vigil whose compiler compresses texts otherwise.</remarks>
internal sealed class Restoration
{
    private readonly SpillSpace _space;
    private readonly Transcript.Reader _records;
    private readonly BlockVersionNames _versions = new();
    private readonly NamingByNumber _naming;
    private readonly SpillBuffer?[] _sections = new SpillBuffer?[(int)Section.TextBlocks + 1];
    private readonly ByteWriter _scratch = new();
    private readonly Dictionary<int, int> _vulnerabilities = []; // by the number of their primary name
    private readonly TextBlocks _texts;

    private Restoration(Transcript transcript, SpillSpace space)
    {
        _space = space;
        _records = transcript.Read();
        _naming = new NamingByNumber(_versions);
        _texts = new TextBlocks(Table(Section.TextBlocks));
    }

    /// <summary>Writes the store.</summary>
    /// <param name="transcript">Its transcript.</param>
    /// <param name="space">For what must wait.</param>
    /// <param name="output">Seekable; the store begins where it stands.</param>
    /// <returns>The content id.</returns>
    /// <exception cref="StoreFormatException">The transcript is damaged.</exception>
    public static string Write(Transcript transcript, SpillSpace space, Stream output)
    {
        var restoration = new Restoration(transcript, space);
        restoration.Restore();
        using var store = new StoreWriter(output);
        foreach (var section in StoreFormat.WrittenOrder)
        {
            store.Write(section, restoration.Buffer(section));
        }

        return store.Finish();
    }

    private void Restore()
    {
        var counts = new ByteReader(_records.Next());
        var (words, lists, names) = (counts.ReadNumber(), counts.ReadNumber(), counts.ReadNumber());
        var (advisories, scopes, vulnerabilities) = (counts.ReadNumber(), counts.ReadNumber(), counts.ReadNumber());
        Buffer(Section.Meta).Append(counts.ReadBytes(counts.Remaining));
        ReadVocabulary(words, lists);
        ReadNames(names);
        ReadAdvisories(advisories);
        ReadKeys(scopes);
        ReadVulnerabilities(vulnerabilities);
        if (!_records.AtEnd)
        {
            throw new StoreFormatException("The transcript is damaged: there is more than its content.");
        }
    }

    private void ReadVocabulary(int words, int lists)
    {
        var table = Table(Section.Words);
        for (; words > 0; words--)
        {
            var word = _records.Next();
            _naming.Words.Add(word);
            table.Add(word);
        }

        table.Close();
        table = Table(Section.Lists);
        for (; lists > 0; lists--)
        {
            var list = new ByteReader(_records.Next());
            _scratch.Truncate();
            _naming.WriteList(ref list, _scratch);
            _naming.Lists.Add(_scratch.Written);
            table.Add(_scratch.Written);
        }

        table.Close();
    }

    private void ReadNames(int names)
    {
        var table = Table(Section.Names);
        var primary = new Utf8Pool();
        var ownerOfName = new List<int>();
        for (var name = 0; name < names; name++)
        {
            var record = new ByteReader(_records.Next());
            var text = record.ReadBlob();
            _naming.Names.Add(text);
            table.Add(text);
            ownerOfName.Add(record.AtEnd ? -1 : primary.Add(record.ReadBlob()));
        }

        table.Close();

        // the flaws stand in the order of their primary names
        var owners = new int[primary.Count];
        for (var owner = 0; owner < owners.Length; owner++)
        {
            owners[owner] = NamingByNumber.NumberOf(_naming.Names, primary[owner]);
        }

        foreach (var name in owners.Order())
        {
            _vulnerabilities.TryAdd(name, _vulnerabilities.Count);
        }

        foreach (var owner in ownerOfName)
        {
            Append(Buffer(Section.NameOwners), owner < 0 ? StoreFormat.NoVulnerability : (uint)_vulnerabilities[owners[owner]]);
        }
    }

    private void ReadAdvisories(int advisories)
    {
        var entries = Buffer(Section.Advisories);
        var targets = Buffer(Section.AdvisoryTargets);
        for (; advisories > 0; advisories--)
        {
            var record = new ByteReader(_records.Next());
            var name = NamingByNumber.NumberOf(_naming.Names, record.ReadBlob());
            var source = NamingByNumber.NumberOf(_naming.Words, record.ReadBlob());
            var fixedPart = record.ReadBytes(StoreFormat.AdvisoryLength - StoreFormat.AdvisoryFixedPartAt);
            var first = (uint)(targets.Length / sizeof(uint));
            uint count = 0;
            for (; !record.AtEnd; count++)
            {
                Append(targets, VulnerabilityOf(record.ReadBlob()));
            }

            Append(entries, (uint)name);
            Append(entries, (uint)source);
            Append(entries, first);
            Append(entries, count);
            entries.Append(fixedPart);
            _naming.AddAdvisory(name, source);
        }
    }

    private void ReadKeys(int scopes)
    {
        var (table, keys, names, blocks) = (Buffer(Section.Scopes), Buffer(Section.Keys), Buffer(Section.KeyNames), Buffer(Section.Blocks));
        uint first = 0;
        for (; scopes > 0; scopes--)
        {
            var scope = new ByteReader(_records.Next());
            Append(table, (uint)NamingByNumber.NumberOf(_naming.Words, scope.ReadBlob()));
            Append(table, (uint)NamingByNumber.NumberOf(_naming.Words, scope.ReadBlob()));
            var count = scope.ReadNumber();
            Append(table, first);
            Append(table, (uint)count);
            first += (uint)count;
            for (; count > 0; count--)
            {
                ReadKey(keys, names, blocks);
            }
        }

        AppendKey(keys, default, (uint)names.Length, (uint)blocks.Length, new byte[StoreFormat.MeaningLength]);
    }

    private void ReadKey(SpillBuffer keys, SpillBuffer names, SpillBuffer blocks)
    {
        var key = new ByteReader(_records.Next());
        var name = key.ReadBlob();
        AppendKey(keys, name, (uint)names.Length, (uint)blocks.Length, key.ReadBytes(StoreFormat.MeaningLength));
        names.Append(name);
        var (versions, rows) = (key.ReadNumber(), key.ReadNumber());

        _versions.Clear();
        _scratch.Truncate();
        for (; versions > 0; versions--)
        {
            var version = _records.Next();
            _versions.Add(new ByteReader(version).ReadBlob(), _scratch.Length + 1);
            _scratch.Bytes(version);
        }

        var block = new ByteWriter();
        block.Blob(_scratch.Written);
        for (; rows > 0; rows--)
        {
            var row = new ByteReader(_records.Next());
            RecordGrammar.Row(_naming, ref row, block);
        }

        blocks.Append(block.Written);
    }

    private void ReadVulnerabilities(int vulnerabilities)
    {
        var entries = Table(Section.Vulnerabilities);
        for (; vulnerabilities > 0; vulnerabilities--)
        {
            var entry = new ByteReader(_records.Next());
            _scratch.Truncate();
            RecordGrammar.Vulnerability(_naming, ref entry, _scratch);
            _texts.Append(_records.Next(), _scratch);
            entries.Add(_scratch.Written);
        }

        entries.Close();
        _texts.Close();
    }

    private uint VulnerabilityOf(ReadOnlySpan<byte> primaryName) =>
        _vulnerabilities.TryGetValue(NamingByNumber.NumberOf(_naming.Names, primaryName), out var index)
            ? (uint)index
            : throw new StoreFormatException("The transcript is damaged: an advisory is about a vulnerability that is not in it.");

    private SpillBuffer Buffer(Section section) => _sections[(int)section] ??= _space.New();

    private BlobTableBuilder Table(Section section) => new(Buffer(section), _space);

    private static void Append(SpillBuffer buffer, uint number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, number);
        buffer.Append(bytes);
    }

    private static void AppendKey(SpillBuffer keys, ReadOnlySpan<byte> name, uint nameStart, uint blockStart, ReadOnlySpan<byte> meaning)
    {
        Span<byte> prefix = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, KeyTable.Prefix(name));
        keys.Append(prefix);
        Append(keys, nameStart);
        Append(keys, blockStart);
        keys.Append(meaning);
    }
}
