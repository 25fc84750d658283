using Vigil.Advisories.Store;

namespace Vigil.Advisories.Compilation;

/// <summary>Writes the sections of names and advisories from the resolved directory.</summary>
internal sealed class DirectorySections(AdvisoryDirectory directory, Remainder before, Vocabulary vocabulary, SpillSpace space)
{
    private readonly ByteWriter _entry = new();
    private readonly List<int> _flaws = [];

    public void Write(StoreWriter store)
    {
        WriteNames(store);
        WriteAdvisories(store);
    }

    private void WriteNames(StoreWriter store)
    {
        var names = new BlobTableBuilder(store.Begin(Section.Names), space);
        var owners = space.New();
        for (var rank = 0; rank < directory.NameCount; rank++)
        {
            names.Add(directory.NameAt(rank));
            _entry.UInt32((uint)directory.OwnerOf(rank));
            Flush(owners);
        }

        names.Close();
        store.Write(Section.NameOwners, owners);
    }

    private void WriteAdvisories(StoreWriter store)
    {
        var advisories = store.Begin(Section.Advisories);
        var targets = space.New();
        for (var advisory = 0; advisory < directory.Count; advisory++)
        {
            var first = (uint)(targets.Length / sizeof(uint));
            _flaws.Clear();
            directory.AddTargets(advisory, _flaws);
            foreach (var flaw in _flaws)
            {
                _entry.UInt32((uint)flaw);
            }

            Flush(targets);
            var (entry, carried) = directory.AdvisoryAt(advisory);
            var (oldName, oldSource) = carried >= 0 ? before.Store.IdentityOf(carried) : (-1, -1);
            _entry.UInt32((uint)(entry is null ? before.Names[oldName] : directory.NameOf(entry)));
            _entry.UInt32((uint)(entry is null ? before.Word(oldSource) : vocabulary.Word(entry.Source)));
            _entry.UInt32(first);
            _entry.UInt32((uint)_flaws.Count);
            if (entry is null || (carried >= 0 && !before.Restated[carried]))
            {
                _entry.Bytes(before.Store.FixedPartOf(carried));
            }
            else
            {
                _entry.Time(entry.Modified);
                _entry.Time(entry.Withdrawn);
                entry.WriteDigest(_entry);
            }

            Flush(advisories);
        }

        store.Write(Section.AdvisoryTargets, targets);
    }

    private void Flush(IByteRun section)
    {
        section.Append(_entry.Written);
        _entry.Truncate();
    }
}
