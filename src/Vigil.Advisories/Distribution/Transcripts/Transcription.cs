using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Vigil.Advisories.Store;

namespace Vigil.Advisories.Distribution.Transcripts;

/// <summary>Writes a store out as a transcript. The order of the records is that in which <see cref="Restoration"/> needs them.</summary>
internal ref struct Transcription
{
    private readonly AdvisoryStore _store;
    private readonly StoreFile _file;
    private readonly Transcript _transcript;
    private readonly BlobTable _words;
    private readonly BlobTable _names;
    private readonly BlobTable _vulnerabilities;
    private readonly BlockVersionNames _versions = new();
    private readonly NamingByText _naming;
    private readonly ByteWriter _record = new();
    private byte[] _texts = [];
    private int _textBlock = -1;

    private Transcription(AdvisoryStore store, Transcript transcript)
    {
        _store = store;
        _file = store.File;
        _transcript = transcript;
        _words = new BlobTable(_file[Section.Words]);
        _names = new BlobTable(_file[Section.Names]);
        _vulnerabilities = new BlobTable(_file[Section.Vulnerabilities]);
        _naming = new NamingByText(store, _versions);
    }

    /// <summary>Appends the records of a store.</summary>
    /// <exception cref="StoreFormatException">The store is damaged.</exception>
    public static void Write(AdvisoryStore store, Transcript transcript)
    {
        var transcription = new Transcription(store, transcript);
        transcription.WriteCounts();
        transcription.WriteVocabulary();
        transcription.WriteNames();
        transcription.WriteAdvisories();
        transcription.WriteKeys();
        transcription.WriteVulnerabilities();
    }

    private readonly void WriteCounts()
    {
        _record.Number(_words.Count);
        _record.Number(new BlobTable(_file[Section.Lists]).Count);
        _record.Number(_names.Count);
        _record.Number(_store.AdvisoryCount);
        _record.Number(new KeyTable(_file).ScopeCount);
        _record.Number(_vulnerabilities.Count);
        _record.Bytes(_file[Section.Meta]);
        End();
    }

    private readonly void WriteVocabulary()
    {
        for (var word = 0; word < _words.Count; word++)
        {
            _transcript.Append(_words[word]);
        }

        var lists = new BlobTable(_file[Section.Lists]).Count;
        for (var list = 0; list < lists; list++)
        {
            _naming.WriteList(list, _record);
            End();
        }
    }

    // a name and the primary name of the flaw that has it; alone when it is that of an erratum
    private readonly void WriteNames()
    {
        var owners = MemoryMarshal.Cast<byte, uint>(_file[Section.NameOwners]);
        for (var name = 0; name < _names.Count; name++)
        {
            _record.Blob(_names[name]);
            if (owners[name] != StoreFormat.NoVulnerability)
            {
                _record.Blob(PrimaryName((int)owners[name]));
            }

            End();
        }
    }

    private readonly void WriteAdvisories()
    {
        for (var advisory = 0; advisory < _store.AdvisoryCount; advisory++)
        {
            var (name, source) = _store.IdentityOf(advisory);
            _record.Blob(_names[name]);
            _record.Blob(_words[source]);
            _record.Bytes(_store.FixedPartOf(advisory));
            foreach (var vulnerability in _store.VulnerabilitiesOf(advisory))
            {
                _record.Blob(PrimaryName(vulnerability));
            }

            End();
        }
    }

    private readonly void WriteKeys()
    {
        var keys = new KeyTable(_file);
        for (var scope = 0; scope < keys.ScopeCount; scope++)
        {
            var (ecosystem, release, first, count) = keys.Scope(scope);
            _record.Blob(_words[ecosystem]);
            _record.Blob(_words[release]);
            _record.Number(count);
            End();
            for (var key = first; key < first + count; key++)
            {
                WriteKey(keys.Name(key), keys.Meaning(key), keys.Block(key));
            }
        }
    }

    // the key with how many versions and rows follow it, then these
    private readonly void WriteKey(ReadOnlySpan<byte> name, ReadOnlySpan<byte> meaning, ReadOnlySpan<byte> block)
    {
        var rows = new ByteReader(block);
        var versions = rows.ReadBlob();
        _record.Blob(name);
        _record.Bytes(meaning);
        _record.Number(CountVersions(versions));
        _record.Number(CountRows(rows));
        End();

        _versions.Clear();
        for (var reader = new ByteReader(versions); !reader.AtEnd;)
        {
            var start = versions.Length - reader.Remaining;
            _versions.Add(reader.ReadBlob(), start + 1);
            reader.ReadBlob();
            _transcript.Append(versions[start..^reader.Remaining]);
        }

        while (!rows.AtEnd)
        {
            RecordGrammar.Row(_naming, ref rows, _record);
            End();
        }
    }

    private static int CountVersions(ReadOnlySpan<byte> versions)
    {
        var count = 0;
        for (var reader = new ByteReader(versions); !reader.AtEnd; count++)
        {
            reader.ReadBlob();
            reader.ReadBlob();
        }

        return count;
    }

    private readonly int CountRows(ByteReader rows)
    {
        var count = 0;
        for (; !rows.AtEnd; count++)
        {
            _ = new AffectedRow(_store, default, ref rows);
        }

        return count;
    }

    // each followed by its text, which is empty when it has none
    private void WriteVulnerabilities()
    {
        for (var vulnerability = 0; vulnerability < _vulnerabilities.Count; vulnerability++)
        {
            var entry = new ByteReader(_vulnerabilities[vulnerability]);
            RecordGrammar.Vulnerability(_naming, ref entry, _record);
            End();
            _transcript.Append(entry.AtEnd ? default : Text(entry.ReadNumber(), entry.ReadNumber()));
        }
    }

    private ReadOnlySpan<byte> Text(int block, int start)
    {
        if (block != _textBlock)
        {
            _texts = VulnerabilityReader.Inflate(new BlobTable(_file[Section.TextBlocks])[block]);
            _textBlock = block;
        }

        if (start > _texts.Length)
        {
            throw new StoreFormatException("The advisory store is damaged: a text lies outside its block.");
        }

        var reader = new ByteReader(_texts.AsSpan(start));
        RecordGrammar.SkipText(ref reader);
        return _texts.AsSpan(start, _texts.Length - start - reader.Remaining);
    }

    private readonly ReadOnlySpan<byte> PrimaryName(int vulnerability)
    {
        var entry = new ByteReader(_vulnerabilities[vulnerability]);
        entry.ReadCount();
        return _names[entry.ReadNumber()];
    }

    private readonly void End()
    {
        _transcript.Append(_record.Written);
        _record.Truncate();
    }
}
